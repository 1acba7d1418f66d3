// The worked example of a first learning log, lived through in the real window from noticed to closed: two wordings of the
// assumption, a sealed prediction, the result and the verdict, visible in the picture and in the ledger.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Key, someHome, until, Window } from "./window.mjs";

const PREDICTION = "At least three new speakers.";

let home;
let window;
before(async () => {
  home = await someHome();
  window = await Window.open(home);
  await window.takeDefault("Welcome");
  await window.click("button", "Go on without one");
  await window.see("nav");
});
after(async () => {
  await window?.kill();
  await home.remove();
});

/** Types into the text box of this name, as a person does who has gone there. */
async function write(name, text) {
  await until(`the box “${name}”`, () =>
    window.script(
      `const named = (box) => [box.getAttribute("aria-label"), ...[...(box.labels ?? [])].map((label) => label.innerText.trim())];
       const box = [...document.querySelectorAll("textarea, input")].find(
         (box) => box.checkVisibility() && named(box).some((own) => own === arguments[0]));
       box?.focus(); box?.select?.(); return box !== undefined && document.activeElement === box;`,
      name,
    ),
  );
  await window.type(text);
}
const press = (words) => window.click("main button", words);
const keep = (words) => window.click("main form button", words);
const choose = (words) => window.click("main label", words);
const stage = (words) => window.see("main h2", words);
const sure = (percent) => write("How sure, in percent", percent);

test("a first learning log is lived through from noticed to closed", { timeout: 170_000 }, async () => {
  await window.press(Key.Control, Key.Shift, "n");
  await stage("What did you notice?");
  await write("Title of the learning log", "Wait time in Y9");
  await write("What surprised, bothered or delighted me", "Nobody answers in Y9.");
  await write("What was said and done", "I asked why the ice melted. Two seconds. I answered.");
  await write("What I wanted to happen", "Three or four pupils think aloud.");
  await write("What happened", "I talked, they wrote.");
  await press("Go on to “Mapped”");

  await stage("What was behind it?");
  await write("What I did about it", "I re-ask, then answer myself.");
  await write("What I would say guides me", "I want pupils to think.");
  await write("What my actions say guides me", "Fill any silence.");
  await window.script(
    `const box = document.querySelector("[data-field=data]") ?? [...document.querySelectorAll("textarea")].find((own) => own.value.includes("Two seconds."));
     box.focus(); box.setSelectionRange(box.value.indexOf("Two"), box.value.indexOf("Two") + 12);
     box.dispatchEvent(new Event("select", { bubbles: true }));`,
  );
  await press("Use this as evidence");
  await window.see("main blockquote", "Two seconds.");
  await write("An aim that was at stake", "Not looking lost in front of the class");
  await choose("Held");
  await keep("Add an aim");
  await write("If…", "I leave a silence");
  await write("then…", "I lose the class");
  await sure("85");
  await keep("Add an assumption");
  await window.see("main", "Quite sure, 85%");
  await press("Go on to “Challenged”");

  await stage("What speaks against it?");
  await press("Add evidence against");
  await write("What does not fit?", "Her tally shows that I wait 1.4 seconds.");
  await keep("Add evidence against");
  await press("Add another person’s view");
  await write("What did they say?", "Two pupils were still thinking.");
  await write("Who was it?", "M and J");
  await write("How did you ask?", "At the end of the lesson.");
  await keep("Add another person’s view");
  await window.see("main", "M and J · At the end of the lesson.");
  await write("My own part in it", "I taught them that I will answer.");
  await press("Go on to “Revised”");

  await stage("What would you say now?");
  await press("Write “I assume that if I leave");
  await write("From now on", "Silence under eight seconds is thinking time.");
  await sure("60");
  await press("Keep the new wording");
  await window.see("main", "Changed in this log");
  await press("Go on to “Test planned”");

  await stage("How could you find out?");
  await write("What will you do?", "Wait five seconds in two lessons.");
  await write("Where?", "Room 12");
  await write("With whom?", "Y9");
  await write("Do they know, and agree?", "I told them.");
  await write("What do you expect to happen?", PREDICTION);
  await write("What would show that you were wrong?", "Talk off the task rises.");
  await press("Seal and plan");
  await window.see("main", "Planned today");
  await window.gone("body", PREDICTION);
  await window.picture("34-sealed");
  await press("Go on to “Tested”");

  await stage("What happened?");
  await write("What happened?", "Five new speakers, one noisy patch.");
  await window.gone("body", PREDICTION);
  await press("Keep what happened, and show what I expected");
  await window.see("main", PREDICTION);
  await choose("Yes");
  await sure("75");
  await press("Keep this");
  await window.see("main", "It came as expected.");
  await press("Go on to “Closed”");

  await stage("What do you make of it?");
  await write("What changes in what I do", "I count to five.");
  await write("Who needs to know", "M, who tallied.");
  await choose("Drop it");
  await write("What do you hold instead?", "Silence makes thinking visible.");
  await press("Close this learning log");
  await window.see("main", "You dropped the assumption");
  await window.picture("35-closed");
  const picture = await until("the picture", () =>
    window.script("return document.querySelector('svg:has(> title)')?.textContent"),
  );
  assert.match(picture, /Silence/, "the picture is drawn in the writer's own words");

  await window.click("nav a", "Assumptions");
  await window.click("main a", "Silence makes thinking visible");
  for (const words of [
    "I leave a silence",
    "85%",
    "Silence under eight seconds",
    "60%",
    "Silence makes thinking visible",
  ])
    await window.see("main", words);
  await window.picture("36-life-of-the-assumption");
  assert.deepEqual(await window.refused(), []);
});
