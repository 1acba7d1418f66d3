// The review page: marks passages, keeps what the reader writes, makes of it one file. It connects to nothing (the page's
// policy would not let it) and puts what anyone wrote on the screen as text only.
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
  const bodies = [...document.querySelectorAll(".text[data-piece]")];
  const bodyOf = (piece) => bodies.find((body) => body.dataset.piece === piece);
  const titleOf = (piece) => (pack.pieces.find((one) => one.id === piece) || { title: "" }).title;

  // ---- What the reader wrote --------------------------------------------------------------------------------------

  const fresh = () => ({ id: uuid(), name: "", comments: [], answers: {}, replies: [], opened: false });
  let response = fresh();
  let stays = false; // whether this browser keeps it
  let unsaved = false; // written since the last file

  function uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  const now = () => new Date().toISOString();
  const isEmpty = () => response.comments.length === 0 && !Object.values(response.answers).some((one) => one.text.trim());

  /** Safari and strict settings throw at the mere name. */
  function store() {
    try {
      const probe = `${KEY}.probe`;
      localStorage.setItem(probe, "1");
      const works = localStorage.getItem(probe) === "1";
      localStorage.removeItem(probe);
      return works ? localStorage : null;
    } catch {
      return null;
    }
  }

  function changed() {
    unsaved = true;
    try {
      const kept = store();
      if (kept) kept.setItem(KEY, JSON.stringify(response));
      stays = kept !== null;
    } catch {
      stays = false; // full
    }
    show();
  }

  /** Of what the browser kept, what this page can have written: another page, or an older one, may have written there, too. */
  function sound(found) {
    const listed = (list) => (Array.isArray(list) ? list.filter((one) => one && typeof one.id === "string" && typeof one.text === "string") : []);
    const answers = Object.entries(Object(found.answers)).filter(([, one]) => one && typeof one.text === "string");
    return {
      ...found,
      name: typeof found.name === "string" ? found.name : "",
      comments: listed(found.comments).filter((one) => Object.hasOwn(KINDS, one.kind)),
      answers: Object.fromEntries(answers),
      replies: listed(found.replies),
    };
  }

  function recall() {
    const kept = store();
    stays = kept !== null;
    try {
      const found = JSON.parse((kept && kept.getItem(KEY)) || "null");
      if (found && typeof found === "object" && Array.isArray(found.comments)) response = sound({ ...fresh(), ...found });
    } catch {
      // What is there was not written by this page; it stays where it is until something is written here.
    }
  }

  // ---- Passages: counted in code points of a piece's text ------------------------------------------------------------

  const length = (text) => [...text].length;
  const part = (text, start, end) => [...text].slice(start, end).join("");

  function textNodes(body) {
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  }

  /** Where a point of the page lies in the text of a piece. */
  function offsetAt(body, node, offset) {
    const before = document.createRange();
    before.selectNodeContents(body);
    before.setEnd(node, offset);
    return length(before.toString());
  }

  /** A passage without the blanks at its ends; null where nothing is left. */
  function passage(body, start, end) {
    const text = [...body.textContent];
    while (start < end && /\s/u.test(text[start])) start += 1;
    while (end > start && /\s/u.test(text[end - 1])) end -= 1;
    if (start >= end) return null;
    return {
      piece: body.dataset.piece,
      start,
      end,
      exact: text.slice(start, end).join(""),
      prefix: text.slice(Math.max(0, start - AROUND), start).join(""),
      suffix: text.slice(end, end + AROUND).join(""),
    };
  }

  /** What is selected, cut to the piece in which it begins. */
  function selected() {
    const selection = getSelection();
    if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const body = bodies.find((one) => range.intersectsNode(one));
    if (!body) return null;
    const whole = document.createRange();
    whole.selectNodeContents(body);
    if (range.compareBoundaryPoints(Range.START_TO_START, whole) > 0) whole.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, whole) < 0) whole.setEnd(range.endContainer, range.endOffset);
    if (whole.collapsed) return null;
    const start = offsetAt(body, whole.startContainer, whole.startOffset);
    return passage(body, start, start + length(whole.toString()));
  }

  /** The blocks that hold text themselves: what one comments on as "this paragraph". */
  const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, pre, td, th, dt, dd, blockquote, figcaption, summary";
  const blocksOf = (body) =>
    [...body.querySelectorAll(BLOCKS)].filter((block) => !block.querySelector(BLOCKS) && block.textContent.trim());

  function spanOf(body, node) {
    const start = offsetAt(body, node, 0);
    return [start, start + length(node.textContent)];
  }

  /** The sentences of a piece, as [start, end] in code points; a block ends a sentence, too. */
  function sentencesOf(body) {
    const found = [];
    for (const block of blocksOf(body)) {
      const [from] = spanOf(body, block);
      let at = from;
      for (const piece of split(block.textContent, body.closest("[lang]").lang || undefined)) {
        const end = at + length(piece);
        if (piece.trim()) found.push([at, end]);
        at = end;
      }
    }
    return found;
  }

  function split(text, language) {
    if (typeof Intl === "object" && Intl.Segmenter) {
      try {
        return [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)].map((one) => one.segment);
      } catch {
        // A language tag nobody knows.
      }
    }
    return text.match(/[^.!?。！？]+[.!?。！？]*["'”’)\]]*\s*|[.!?。！？]+\s*/gu) || [text];
  }

  // ---- Marks in the text ----------------------------------------------------------------------------------------------

  function unmark(body) {
    for (const mark of body.querySelectorAll("mark[data-comment]")) {
      const parent = mark.parentNode;
      while (mark.firstChild) parent.insertBefore(mark.firstChild, mark);
      mark.remove();
      parent.normalize();
    }
  }

  function mark(body, start, end, id) {
    let at = 0;
    for (const node of textNodes(body)) {
      const from = at;
      at += length(node.data);
      if (at <= start || from >= end || !node.data.trim()) continue;
      const units = (count) => part(node.data, 0, count).length;
      const left = units(Math.max(0, start - from));
      const right = units(Math.min(at, end) - from);
      const range = document.createRange();
      range.setStart(node, left);
      range.setEnd(node, right);
      const sign = document.createElement("mark");
      sign.dataset.comment = id;
      range.surroundContents(sign);
    }
  }

  function drawMarks() {
    for (const body of bodies) {
      unmark(body);
      for (const one of response.comments) {
        if (one.piece === body.dataset.piece && one.exact) mark(body, one.start, one.end, one.id);
      }
      if (writing && writing.piece === body.dataset.piece && writing.exact) {
        mark(body, writing.start, writing.end, "now");
        for (const sign of body.querySelectorAll('mark[data-comment="now"]')) sign.classList.add("now");
      }
    }
  }

  function goTo(id) {
    const sign = document.querySelector(`mark[data-comment="${id}"]`);
    if (!sign) return;
    sign.tabIndex = -1;
    sign.focus({ preventScroll: true });
    sign.scrollIntoView({ block: "center" });
  }

  // ---- Writing a comment ----------------------------------------------------------------------------------------------

  let writing = null; // {id?, piece?, start, end, exact, prefix, suffix}: what is being written
  let cameFrom = null; // where the focus goes back to
  let nudged = false;

  const kindNow = () => (document.querySelector('input[name="kind"]:checked') || { value: "" }).value;

  function compose(about, from) {
    const goesOn = writing && !writing.id && !about.id && $("words").value.trim();
    writing = about;
    cameFrom = from;
    nudged = false;
    $("nudge").textContent = "";
    if (!goesOn) {
      $("words").value = about.text || "";
      for (const radio of document.querySelectorAll('input[name="kind"]')) radio.checked = radio.value === (about.kind || "");
    }
    $("choose").hidden = !about.piece;
    $("composer").hidden = false;
    hideBubble();
    showPassage();
    showStems();
    const first = document.querySelector('input[name="kind"]:checked') || document.querySelector('input[name="kind"]');
    first.focus({ preventScroll: true });
    $("composer").scrollIntoView({ block: "nearest" });
  }

  function showPassage() {
    $("passage").textContent = writing.exact || "";
    $("about").textContent = !writing.piece
      ? "On the whole."
      : writing.exact
        ? `On a passage of “${titleOf(writing.piece)}”:`
        : `On all of “${titleOf(writing.piece)}”.`;
    drawMarks();
  }

  function showStems() {
    const kind = KINDS[kindNow()];
    $("stems").hidden = !kind;
    $("stems").replaceChildren(
      ...(kind ? kind.stems : []).map((stem) =>
        button(stem.trim().replace(/[^?.:…]$/u, "$&…"), () => {
          const box = $("words");
          const blank = box.value.trim() === "";
          box.value = blank ? stem : `${box.value.trimEnd()}\n${stem}`;
          box.focus();
          box.setSelectionRange(box.value.length, box.value.length);
        }),
      ),
    );
  }

  /** A comment without a passage and without a reason, or hardly a word: asked about once, never refused. */
  function wantsReason(text, kind) {
    if (kind === "question") return false;
    const reason = /\b(because|since|so that|therefore|when|where|as you|you (say|write|wrote|describe)|I (saw|read|noticed|heard|see|notice|looked|met)|for example|for instance)\b/iu;
    return text.trim().split(/\s+/u).length < 3 || (!writing.exact && !reason.test(text));
  }

  function keep() {
    const text = $("words").value.trim();
    const kind = kindNow();
    if (!kind || !text) {
      $("nudge").textContent = kind ? "Write your comment first." : "Choose what kind of comment it is.";
      (kind ? $("words") : document.querySelector('input[name="kind"]')).focus();
      return;
    }
    if (!nudged && wantsReason(text, kind)) {
      nudged = true;
      $("nudge").textContent = "What did you see that led you there? Add it, or keep the comment as it is.";
      $("words").focus();
      return;
    }
    const { piece, start, end, exact, prefix, suffix } = writing;
    const before = response.comments.find((one) => one.id === writing.id);
    const comment = { id: before ? before.id : uuid(), piece, start, end, exact, prefix, suffix, kind, text, made: before ? before.made : now(), changed: now() };
    response.comments = response.comments.filter((one) => one.id !== comment.id).concat(comment);
    close();
    changed();
    say("said", `Comment kept. You have ${count(response.comments.length, "comment")}.`);
  }

  function close() {
    writing = null;
    $("composer").hidden = true;
    $("words").value = "";
    drawMarks();
    const back = cameFrom && cameFrom.isConnected && !cameFrom.hidden ? cameFrom : $("whole");
    cameFrom = null;
    back.focus({ preventScroll: true });
  }

  function move(how) {
    const body = bodyOf(writing.piece);
    const sentences = sentencesOf(body);
    if (sentences.length === 0) return;
    let first = sentences.findIndex(([, end]) => end > writing.start);
    if (first < 0) first = sentences.length - 1;
    let last = sentences.findIndex(([, end]) => end >= writing.end);
    if (last < 0) last = sentences.length - 1;
    const block = blocksOf(body).find((one) => spanOf(body, one)[1] > writing.start);
    const edge = sentences.length - 1;
    if (how === "back") first = last = Math.max(0, first - 1);
    if (how === "on") first = last = Math.min(edge, last + 1);
    if (how === "longer") last = Math.min(edge, last + 1);
    if (how === "shorter") last = Math.max(first, last - 1);
    const [start, end] = how === "all" && block ? spanOf(body, block) : [sentences[first][0], sentences[last][1]];
    take(passage(body, start, end));
  }

  function take(found) {
    if (!found) return;
    Object.assign(writing, found);
    showPassage();
    const sign = document.querySelector("mark.now");
    if (sign) sign.scrollIntoView({ block: "center" });
  }

  /** The next place of some words, after the passage as it is; from the top again at the end. */
  function find(words) {
    const wanted = words.trim().toLowerCase();
    if (!wanted) return;
    const order = bodies.slice(bodies.indexOf(bodyOf(writing.piece))).concat(bodies.slice(0, bodies.indexOf(bodyOf(writing.piece))));
    for (const [index, body] of [...order, order[0]].entries()) {
      const text = body.textContent;
      const from = index === 0 ? part(text, 0, writing.start + 1).length : 0;
      const at = text.toLowerCase().indexOf(wanted, from);
      if (at < 0 || text.slice(at, at + wanted.length).toLowerCase() !== wanted) continue;
      const start = length(text.slice(0, at));
      take(passage(body, start, start + length(text.slice(at, at + wanted.length))));
      $("nudge").textContent = "";
      return;
    }
    $("nudge").textContent = "These words are not in the text.";
  }

  // ---- The list, the questions ------------------------------------------------------------------------------------------

  function button(words, act, label) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) {
      made.textContent = text;
      made.dir = "auto";
    }
    return made;
  }

  const count = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
  const place = (one) => [one.piece ? pack.pieces.findIndex((piece) => piece.id === one.piece) : Infinity, one.exact ? one.start : -1];

  function inOrder(left, right) {
    const [a, b] = [place(left), place(right)];
    return (a[0] === b[0] ? 0 : a[0] - b[0]) || a[1] - b[1] || (left.made < right.made ? -1 : 1);
  }

  function card(one) {
    const item = element("li");
    item.append(element("span", "kind", KINDS[one.kind].name));
    if (one.exact) item.append(element("blockquote", "", shortened(one.exact, 160)));
    else item.append(element("p", "soft", one.piece ? `On all of “${titleOf(one.piece)}”` : "On the whole"));
    item.append(element("p", "words", one.text));
    const tools = element("div", "row");
    const start = shortened(one.text, 40);
    if (one.exact) tools.append(button("Show in the text", () => goTo(one.id), `Show in the text: ${start}`));
    tools.append(
      button("Change", (event) => compose({ ...one }, event.currentTarget), `Change: ${start}`),
      button("Remove", () => remove(one), `Remove: ${start}`),
    );
    item.append(tools);
    for (const reply of response.replies.filter((reply) => reply.to === one.id)) {
      item.append(element("p", "reply", `The author: ${reply.text}`));
    }
    return item;
  }

  function remove(one) {
    response.comments = response.comments.filter((other) => other.id !== one.id);
    changed();
    $("said").textContent = "Comment removed. ";
    $("said").append(
      button("Put it back", () => {
        response.comments = response.comments.concat(one);
        changed();
        say("said", "Comment put back.");
        $("whole").focus();
      }),
    );
    $("said").querySelector("button").focus();
  }

  function shortened(text, limit) {
    const letters = [...text.replace(/\s+/gu, " ").trim()];
    return letters.length > limit ? `${letters.slice(0, limit - 1).join("").trimEnd()}…` : letters.join("");
  }

  function say(id, text) {
    $(id).textContent = text;
  }

  const questions = [];

  function openQuestions() {
    for (const item of document.querySelectorAll(".questions li[data-question]")) {
      const key = item.dataset.question;
      const box = document.createElement("textarea");
      box.rows = 3;
      box.dir = "auto";
      box.placeholder = " ";
      box.setAttribute("aria-labelledby", item.querySelector(".question").id);
      box.value = (response.answers[key] || { text: "" }).text;
      box.addEventListener("input", () => {
        const before = response.answers[key];
        response.answers[key] = { id: before ? before.id : uuid(), text: box.value, made: before ? before.made : now() };
        changed();
      });
      // Not while typing: the author's own view must not open under the first letter of an answer.
      box.addEventListener("change", showLater);
      item.querySelector(".lines").before(box);
      questions.push({ key, box });
    }
  }

  const isAnswered = (question) => ((response.answers[question.id] || { text: "" }).text || "").trim() !== "";
  const isOpen = () => !pack.answers_first || pack.questions.length === 0 || response.opened || pack.questions.every(isAnswered);

  /** The author's own analysis, where it is to be read after the answers. */
  function analysisOf(article) {
    const body = article.querySelector(".text");
    const from = body.dataset.analysis === undefined ? Infinity : Number(body.dataset.analysis);
    return [...body.children].slice(from).concat([...article.querySelectorAll(".analysis")]);
  }

  function showLater() {
    const open = isOpen();
    if (open && pack.answers_first && pack.questions.length > 0 && !response.opened) {
      response.opened = true; // an answer that is changed later does not shut it again
      changed();
    }
    for (const article of document.querySelectorAll(".piece")) {
      const parts = analysisOf(article);
      for (const one of parts) one.hidden = !open;
      const note = article.querySelector(".later");
      if (note) note.hidden = open || parts.length === 0;
    }
  }

  function openNow(event) {
    response.opened = true;
    changed();
    showLater();
    const first = analysisOf(event.currentTarget.closest(".piece"))[0];
    first.tabIndex = -1;
    first.focus();
  }

  function show() {
    response.comments.sort(inOrder);
    $("comments").replaceChildren(...response.comments.map(card));
    $("none").hidden = response.comments.length > 0;
    $("answer").classList.toggle("empty", response.comments.length === 0);
    const known = new Set(response.comments.map((one) => one.id));
    const rest = response.replies.filter((reply) => !known.has(reply.to));
    $("replies").hidden = rest.length === 0;
    $("reply-list").replaceChildren(
      ...rest.map((reply) => {
        const item = element("li");
        if (reply.about) item.append(element("blockquote", "", shortened(reply.about, 160)));
        item.append(element("p", "words", reply.text));
        return item;
      }),
    );
    if ($("name").value !== response.name) $("name").value = response.name;
    for (const { key, box } of questions) {
      const text = (response.answers[key] || { text: "" }).text;
      if (box.value !== text) box.value = text;
    }
    if ($("as-text").open) $("text").value = written();
    $("bar-link").textContent = response.comments.length ? `Your response: ${count(response.comments.length, "comment")}` : "Your response";
    $("kept").textContent = stays
      ? "What you write is kept in this browser, on this device only, until you forget it."
      : "This browser does not keep what you write here: save your response before you close the page.";
    $("kept").classList.toggle("lost", !stays);
    drawMarks();
  }

  // ---- The response as a file -----------------------------------------------------------------------------------------

  const urn = (id) => `urn:uuid:${id}`;
  const questionUrn = (key) => `${urn(pack.pack)}#question=${encodeURIComponent(key)}`;
  const textual = (value) => ({ type: "TextualBody", value, format: "text/plain" });

  function annotation(id, motivation, text, tag, target, made, changedAt) {
    const one = { id: urn(id), type: "Annotation", motivation, created: made };
    if (changedAt && changedAt !== made) one.modified = changedAt;
    if (response.name.trim()) one.creator = { type: "Person", name: response.name.trim() };
    one.body = [textual(text.trim()), { type: "TextualBody", purpose: "tagging", value: tag }];
    one.target = { ...target, scope: urn(pack.pack) };
    return one;
  }

  function collection() {
    const items = response.comments.map((one) => {
      const target = { source: urn(one.piece || pack.pack) };
      if (one.exact) {
        target.selector = [
          { type: "TextQuoteSelector", exact: one.exact, prefix: one.prefix, suffix: one.suffix },
          { type: "TextPositionSelector", start: one.start, end: one.end },
        ];
      }
      return annotation(one.id, KINDS[one.kind].motivation, one.text, one.kind, target, one.made, one.changed);
    });
    for (const question of pack.questions.filter(isAnswered)) {
      const { id, text, made } = response.answers[question.id];
      items.push(annotation(id, "replying", text, "answer", { source: questionUrn(question.id) }, made));
    }
    const whole = {
      "@context": CONTEXT,
      id: urn(response.id),
      type: "AnnotationCollection",
      label: `Response to: ${pack.title}`,
      created: now(),
      "lb:pack": urn(pack.pack),
      "lb:version": 1,
      total: items.length,
    };
    if (response.name.trim()) whole.creator = { type: "Person", name: response.name.trim() };
    whole.first = { id: `${urn(response.id)}#1`, type: "AnnotationPage", startIndex: 0, items };
    return whole;
  }

  const written = () => JSON.stringify(collection(), null, 1);

  function save() {
    if (isEmpty()) {
      say("said", "There is nothing to save yet: write a comment or an answer first.");
      return;
    }
    const address = URL.createObjectURL(new Blob([written()], { type: "application/ld+json" }));
    const link = document.createElement("a");
    link.href = address;
    const by = response.name.trim().replace(/[^\p{L}\p{N} _-]/gu, "").trim().slice(0, 40);
    link.download = `Response${by ? ` by ${by}` : ""}.json`;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    unsaved = false;
    const wish = pack.wishes.return_to_me && pack.author ? ` to ${pack.author}` : " to the person who sent you this page";
    say("said", `Saved as “${link.download}”, where this browser puts its downloads. Send it back${wish}.`);
  }

  /** A response saved earlier, or a reply of the author. Read as text by someone else: everything is checked, nothing trusted. */
  function load(text) {
    if (text.length > FILE_LIMIT) throw new Error("This file is too large to be a response.");
    let found;
    try {
      found = JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1));
    } catch {
      throw new Error("This file is not a response, or it was damaged on its way.");
    }
    const items = found && found.first && Array.isArray(found.first.items) ? found.first.items : null;
    if (found.type !== "AnnotationCollection" || !items) throw new Error("This file is not a response.");
    if (found["lb:pack"] !== urn(pack.pack)) throw new Error("This file belongs to another text, not to this page. Nothing was changed.");
    return found["lb:reply"] === true ? takeReplies(items) : takeResponse(found, items);
  }

  const string = (value, limit = 100_000) => (typeof value === "string" ? [...value].slice(0, limit).join("") : "");
  const plainId = (value) => (/^urn:uuid:[0-9a-f-]{36}$/u.test(value) ? value.slice(9) : null);
  const bodiesOf = (item) => (Array.isArray(item.body) ? item.body : [item.body]).filter((one) => one && typeof one === "object");
  const textOf = (item) => string((bodiesOf(item).find((one) => one.purpose !== "tagging") || {}).value);

  function takeReplies(items) {
    const replies = items
      .map((item) => ({ id: plainId(item.id), to: plainId(item.target && (item.target.source || item.target)), text: textOf(item), about: string(item["lb:about"]) }))
      .filter((reply) => reply.id && reply.text);
    const known = new Set(replies.map((reply) => reply.id));
    response.replies = response.replies.filter((reply) => !known.has(reply.id)).concat(replies);
    changed();
    return replies.length === 1 ? "The author’s answer is shown with your comments." : `${replies.length} answers from the author are shown with your comments.`;
  }

  function takeResponse(found, items) {
    const comments = [];
    for (const item of items.slice(0, 10_000)) {
      const id = plainId(item.id);
      const tag = string((bodiesOf(item).find((one) => one.purpose === "tagging") || {}).value);
      const source = string(item.target && item.target.source);
      const text = textOf(item);
      const made = string(item.created, 40) || now();
      if (!id || !text) continue;
      const question = pack.questions.find((one) => questionUrn(one.id) === source);
      if (question) response.answers[question.id] = { id, text, made };
      if (question || !Object.hasOwn(KINDS, tag)) continue;
      const piece = pack.pieces.some((one) => urn(one.id) === source) ? source.slice(9) : undefined;
      const selectors = Array.isArray(item.target.selector) ? item.target.selector : [];
      const at = selectors.find((one) => one && one.type === "TextPositionSelector") || {};
      const body = piece && bodyOf(piece);
      const here = body && Number.isInteger(at.start) && Number.isInteger(at.end) ? passage(body, at.start, at.end) : null;
      comments.push({ id, kind: tag, text, made, changed: string(item.modified, 40) || made, ...(here || { piece }) });
    }
    const known = new Set(comments.map((one) => one.id));
    response.comments = response.comments.filter((one) => !known.has(one.id)).concat(comments);
    response.id = plainId(found.id) || response.id;
    if (!response.name) response.name = string(found.creator && found.creator.name, 200);
    changed();
    showLater();
    return `${count(comments.length, "comment")} loaded.`;
  }

  function forget() {
    try {
      localStorage.removeItem(KEY);
    } catch {
      // Nothing was kept.
    }
    response = fresh();
    unsaved = false;
    if (writing) close();
    show();
    showLater();
    $("really").hidden = true;
    say("said", "Forgotten. Nothing of what you wrote is kept here.");
    $("forget").focus();
  }

  // ---- The button at a selection ----------------------------------------------------------------------------------------

  let offered = null;

  function hideBubble() {
    $("bubble").hidden = true;
    offered = null;
  }

  function offer() {
    const found = selected();
    if (!found) {
      // The press on the button itself takes the selection away in some browsers.
      if (document.activeElement !== $("bubble")) hideBubble();
      return;
    }
    offered = found;
    const bubble = $("bubble");
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    bubble.textContent = writing && !writing.id && $("words").value.trim() ? "Use this passage" : "Comment on this";
    bubble.hidden = false;
    const left = Math.min(Math.max(8, box.left + box.width / 2 - bubble.offsetWidth / 2), innerWidth - bubble.offsetWidth - 8);
    const below = box.bottom + 12;
    const top = below + bubble.offsetHeight < innerHeight - 8 ? below : Math.max(8, box.top - bubble.offsetHeight - 12);
    bubble.style.left = `${left}px`;
    bubble.style.top = `${Math.min(top, innerHeight - bubble.offsetHeight - 8)}px`;
  }

  function begin() {
    for (const body of bodies) {
      for (const block of blocksOf(body)) {
        const here = button("", (event) => {
          const [start, end] = spanOf(body, block);
          const found = passage(body, start, end);
          if (found) compose(found, event.currentTarget);
        }, `Comment on: ${shortened(block.textContent, 60)}`);
        here.className = "here";
        block.append(here);
      }
      body.addEventListener("click", (event) => {
        const sign = event.target.closest("mark[data-comment]");
        if (!sign || !getSelection().isCollapsed) return;
        const one = response.comments.find((comment) => comment.id === sign.dataset.comment);
        if (one) compose({ ...one }, $("whole"));
      });
    }
    let waiting = 0;
    document.addEventListener("selectionchange", () => {
      clearTimeout(waiting);
      waiting = setTimeout(offer, 120);
    });
    $("bubble").addEventListener("mousedown", (event) => event.preventDefault());
    $("bubble").addEventListener("click", () => {
      const found = offered || selected();
      if (!found) return;
      const body = bodyOf(found.piece);
      const block = blocksOf(body).find((one) => spanOf(body, one)[1] > found.start);
      const from = block ? block.querySelector(".here") : null;
      getSelection().removeAllRanges();
      if (writing && writing.id) Object.assign(writing, found), compose({ ...writing }, from);
      else compose(found, from);
    });
    $("kinds").addEventListener("change", showStems);
    $("keep").addEventListener("click", keep);
    $("cancel").addEventListener("click", close);
    $("composer").addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) close();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) keep();
    });
    for (const one of document.querySelectorAll("[data-move]")) one.addEventListener("click", () => move(one.dataset.move));
    $("find").addEventListener("submit", (event) => {
      event.preventDefault();
      find($("find-words").value);
    });
    $("whole").addEventListener("click", (event) => compose({}, event.currentTarget));
    $("name").addEventListener("input", () => {
      response.name = $("name").value;
      changed();
    });
    $("save").addEventListener("click", save);
    $("as-text").addEventListener("toggle", () => ($("text").value = $("as-text").open ? written() : ""));
    $("copy").addEventListener("click", () => {
      $("text").focus();
      $("text").select();
      const copied = document.execCommand("copy");
      unsaved = unsaved && !copied;
      say("said", copied ? "The text is copied. Paste it into a message and send it back." : "The text is selected: copy it with Ctrl+C, or with the menu.");
    });
    $("load").addEventListener("change", async () => {
      const file = $("load").files[0];
      if (!file) return;
      try {
        say("said", file.size > FILE_LIMIT * 4 ? "This file is too large to be a response." : load(await file.text()));
      } catch (error) {
        say("said", error.message);
      }
      $("load").value = "";
    });
    $("forget").addEventListener("click", () => {
      $("really").hidden = false;
      $("forget-not").focus();
    });
    $("forget-not").addEventListener("click", () => {
      $("really").hidden = true;
      $("forget").focus();
    });
    $("forget-now").addEventListener("click", forget);
    for (const one of document.querySelectorAll(".later button")) one.addEventListener("click", openNow);
    addEventListener("beforeunload", (event) => {
      if (stays || !unsaved || isEmpty()) return;
      event.preventDefault();
      event.returnValue = "";
    });
  }

  recall();
  openQuestions();
  begin();
  for (const id of ["how", "answer", "bar"]) $(id).hidden = false;
  show();
  showLater();
})();
