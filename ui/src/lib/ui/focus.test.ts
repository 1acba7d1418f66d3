import { beforeEach, describe, expect, it } from "vitest";
import { fromHere } from "./focus";

describe("the focus after something that took a while", () => {
  let pressed: HTMLButtonElement, next: HTMLButtonElement, other: HTMLButtonElement;
  beforeEach(() => {
    const buttons = [1, 2, 3].map(() => document.createElement("button")) as [
      typeof pressed,
      typeof next,
      typeof other,
    ];
    [pressed, next, other] = buttons;
    document.body.replaceChildren(...buttons);
    pressed.focus();
  });

  it("goes on from where it stayed", () => {
    fromHere()(next);
    expect(document.activeElement).toBe(next);
  });

  it("goes on where what was pressed went away", () => {
    const goOn = fromHere();
    pressed.remove();
    goOn(next);
    expect(document.activeElement).toBe(next);
  });

  it("stays with whoever has gone elsewhere meanwhile", () => {
    const goOn = fromHere();
    other.focus();
    goOn(next);
    expect(document.activeElement).toBe(other);
  });

  it("stays where it is when there is nothing to go on to", () => {
    fromHere()(null);
    expect(document.activeElement).toBe(pressed);
  });
});
