import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import Problems from "./Problems.svelte";

const problems = Array.from({ length: 150 }, (_, at) => ({ path: `${at}.md`, why: "Not text." }));

describe("the problems of an import", () => {
  afterEach(cleanup);

  it("are all counted, and shown a few at a time", async () => {
    const { container } = render(Problems, { problems });
    const lines = (): number => container.querySelectorAll("tbody tr").length;
    expect(screen.getByRole("heading", { name: "150 problems" })).toBeTruthy();
    expect(lines()).toBe(20);
    await fireEvent.click(screen.getByRole("button", { name: "Show 100 more" }));
    expect(lines()).toBe(120);
    await fireEvent.click(screen.getByRole("button", { name: "Show 30 more" }));
    expect(lines()).toBe(150);
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("are not mentioned when there are none", () => {
    render(Problems, { problems: [] });
    expect(screen.queryByRole("heading")).toBeNull();
  });
});
