  // ---- Writing a comment ----------------------------------------------------------------------------------------------

  let writing = null; // {id?, piece?, start, end, exact, prefix, suffix}: what is being written
  let cameFrom = null; // where the focus goes back to
  let nudged = false;

  let leaving = false; // Escape was pressed once beside words that are not kept

  const kindNow = () => (document.querySelector('input[name="kind"]:checked') || { value: "" }).value;

  function compose(about, from) {
    const goesOn = writing && !writing.id && !about.id && $("words").value.trim();
    // Another one is begun: this one is kept first, or stays in front.
    if (writing && !goesOn && !settled()) return;
    writing = about;
    cameFrom = from;
    nudged = false;
    leaving = false;
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
    noteOpen();
    const first = document.querySelector('input[name="kind"]:checked') || document.querySelector('input[name="kind"]');
    first.focus({ preventScroll: true });
    $("composer").scrollIntoView({ block: "nearest" });
  }

  /** What is being written is kept with the rest from its first letter on. */
  function noteOpen() {
    const text = $("words").value;
    const open = writing && text.trim() && !(writing.id && text === writing.text && kindNow() === writing.kind);
    if (!open && !response.open) return;
    const { id, piece, start, end, exact, prefix, suffix } = writing || {};
    response.open = open ? { id, piece, start, end, exact, prefix, suffix, kind: kindNow(), text } : null;
    leaving = false;
    changed();
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
          noteOpen();
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

  /** Before the response leaves: what is still open is kept with it. Says why where it cannot be, and answers false. */
  function settled() {
    if (!isHalfWritten()) return true;
    if (!kindNow()) {
      keep();
      say("said", "One comment is still open. Choose what kind it is, or cancel it.");
      return false;
    }
    nudged = true;
    keep();
    return true;
  }

  /** Escape asks once before it drops words. */
  function leave() {
    if (!isHalfWritten() || leaving) {
      close();
      return;
    }
    leaving = true;
    $("nudge").textContent = "This comment is not kept yet. Press Escape once more to drop it.";
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
    noteOpen();
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
    noteOpen();
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

