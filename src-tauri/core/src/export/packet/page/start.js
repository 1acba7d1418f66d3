// The review page, in files by concern that sheet.rs puts together to one script. It marks passages, keeps what the reader
// writes, makes of it one file. It connects to nothing (the page's policy would not let it) and puts what anyone wrote on
// the screen as text only.
(() => {
  "use strict";

  const CONTEXT = ["http://www.w3.org/ns/anno.jsonld", { lb: "urn:loopbook:" }];
  const AROUND = 40; // code points of the text before and after a passage, to find it again
  const FILE_LIMIT = 8_000_000; // characters of a file that is loaded

  const KINDS = {
    warm: { name: "Warm", motivation: "commenting", stems: ["This fits your goal because ", "Keep "] },
    cool: {
      name: "Cool",
      motivation: "assessing",
      stems: ["I see a gap between your goal and ", "I looked for … and did not find it"],
    },
    question: {
      name: "Question",
      motivation: "questioning",
      stems: ["How many ", "Who decided ", "What did you assume about ", "What would change if ", "What is the link between … and …?", "Why that, rather than its opposite?"],
    },
    challenge: {
      name: "Challenge",
      motivation: "assessing",
      stems: ["Another reading of the same data is ", "I would doubt this if "],
    },
    suggestion: {
      name: "Suggestion",
      motivation: "editing",
      stems: ["I have something like this; may I send it?", "We met this too; here is what happened: "],
    },
  };

  const $ = (id) => document.getElementById(id);
  const pack = JSON.parse($("pack").textContent);
  const KEY = `loopbook.${pack.pack}`;
  // In the author's own program, before it leaves: nothing is kept or saved there.
  const PREVIEW =
    location.protocol === "preview:" ||
    location.hostname === "preview.localhost" ||
    (location.hostname === "127.0.0.1" && location.pathname.startsWith("/preview/"));
  const bodies = [...document.querySelectorAll(".text[data-piece]")];
  const bodyOf = (piece) => bodies.find((body) => body.dataset.piece === piece);
  const titleOf = (piece) => (pack.pieces.find((one) => one.id === piece) || { title: "" }).title;

