import { beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost } from "$lib/api/host.fake";
import { arriving, mayBe } from "./arriving.svelte";

const RESPONSE = '{"@context":"http://www.w3.org/ns/anno.jsonld"}';
const zip = (): File => new File(["PK"], "from Jo.zip");

describe("a zip that was dropped", () => {
  let fake: FakeHost;
  beforeEach(() => {
    fake = new FakeHost();
    fake.stage = async () => "staged-1";
    useHost(fake);
  });

  it("may hold what came back, and is looked at like a folder of it", async () => {
    expect(mayBe(["from Jo.zip", "r.json"])).toBe(true);
    const texts = [
      { name: "r.json", text: RESPONSE },
      { name: "notes.txt", text: "Milk, eggs." },
    ];
    fake.answers.received_zip = () => ({ texts, packs: [] });
    fake.answers.response_preview = () => [];
    expect(await arriving.take([zip()])).toBe("responses");
    const asked = fake.asked.map(({ name, request }) => [name, request]);
    expect(asked).toEqual([
      ["received_zip", { name: "from Jo.zip", staged: "staged-1" }],
      ["response_preview", { texts: [texts[0]] }],
    ]);
  });

  it("opens a pack for a reader, and else says in the core's words why it is none of ours", async () => {
    fake.answers.received_zip = () => ({ texts: [], packs: ["pack-1"] });
    expect(await arriving.take([zip()])).toEqual({ reading: "pack-1" });
    fake.answers.received_zip = () => {
      throw { code: "bad_input", message: "There is no response and no pack for a reader in “from Jo.zip”." };
    };
    expect(await arriving.take([zip()])).toBe("other");
    expect(arriving.why).toContain("no response and no pack");
  });
});
