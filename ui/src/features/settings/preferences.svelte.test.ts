import { flushSync, tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useHost } from "$lib/api/host";
import { FakeHost, fakeSettings } from "$lib/api/host.fake";
import type { Settings } from "$lib/api/types";
import { deletesMore, languageChoices, languageName, nextZoom, Preferences } from "./preferences.svelte";

const usual = fakeSettings({ list_width: 320 });

const settled = async (): Promise<void> => {
  await tick();
  await new Promise((resolve) => setTimeout(resolve));
};

describe("preferences", () => {
  let fake: FakeHost;
  let preferences: Preferences;
  let kept: Settings;
  let leave: () => void;

  beforeEach(async () => {
    kept = usual;
    fake = new FakeHost({
      settings_get: () => kept,
      settings_save: async (patch) => {
        await settled();
        return (kept = { ...kept, ...patch });
      },
    });
    useHost(fake);
    leave = $effect.root(() => {
      preferences = new Preferences();
    });
    flushSync();
    await settled();
  });
  afterEach(() => leave());

  it("shows a change before the core has answered, and sends only what was changed", async () => {
    const saving = preferences.set({ theme: "dark" });
    expect(preferences.now?.theme).toBe("dark");
    await saving;
    expect(fake.requests("settings_save")).toEqual([{ theme: "dark" }]);
    expect(preferences.now).toEqual({ ...usual, theme: "dark" });
    expect(preferences.kept).toBe(1);
  });

  it("keeps the later of two quick changes", async () => {
    void preferences.set({ zoom: 110 });
    await preferences.set({ zoom: 125 });
    expect(fake.requests("settings_save")).toEqual([{ zoom: 110 }, { zoom: 125 }]);
    expect(preferences.now?.zoom).toBe(125);
    expect(kept.zoom).toBe(125);
  });

  it("goes back to what is kept when a change fails, and says why", async () => {
    fake.answers.settings_save = () => {
      throw { code: "read_only", message: "The journal cannot be written." };
    };
    await preferences.set({ theme: "dark" });
    expect(preferences.now?.theme).toBe("system");
    expect(preferences.error?.message).toBe("The journal cannot be written.");
  });
});

describe("a rule for versions", () => {
  it("is asked about only if it deletes what the rule in force keeps", () => {
    expect(deletesMore(null, 365)).toBe(true);
    expect(deletesMore(365, 90)).toBe(true);
    expect(deletesMore(90, 365)).toBe(false);
    expect(deletesMore(365, 365)).toBe(false);
    expect(deletesMore(365, null)).toBe(false);
  });
});

describe("zoom", () => {
  it("goes to the next step, from between two steps as well, and stops at the ends", () => {
    expect(nextZoom(100, 1)).toBe(110);
    expect(nextZoom(100, -1)).toBe(90);
    expect(nextZoom(105, 1)).toBe(110);
    expect(nextZoom(300, 1)).toBe(300);
    expect(nextZoom(50, -1)).toBe(50);
  });
});

describe("languages", () => {
  it("have names, and an unknown dictionary its own", () => {
    expect(languageName("en_GB")).toBe("British English");
    expect(languageName("nl_NL")).toContain("Dutch");
    expect(languageName("not a code at all")).toBe("not a code at all");
  });

  it("on offer include the chosen one even if search knows none of its forms", () => {
    expect(languageChoices("cy").map((one) => one.value)).toContain("cy");
    expect(languageChoices(null).map((one) => one.value)).not.toContain("cy");
  });
});
