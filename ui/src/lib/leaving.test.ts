import { expect, it } from "vitest";
import { beforeLeaving, saveEverything } from "./leaving";

it("saves everything that is held, even if one part fails, and then says why", async () => {
  const saved: string[] = [];
  const leave = [
    beforeLeaving(async () => {
      throw { code: "disk_full", message: "The disk is full." };
    }),
    beforeLeaving(async () => void saved.push("second")),
  ];
  await expect(saveEverything()).rejects.toMatchObject({ code: "disk_full" });
  expect(saved).toEqual(["second"]);
  for (const one of leave) one();
  await saveEverything();
  expect(saved).toEqual(["second"]);
});
