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
    $("kept").textContent = PREVIEW
      ? "This is a preview: you can try everything, and nothing of it is kept or saved. Your reader saves a file here and sends it back."
      : stays
      ? "What you write is kept in this browser, on this device only, until you forget it."
      : "This browser does not keep what you write here: save your response before you close the page.";
    $("kept").classList.toggle("lost", !stays && !PREVIEW);
    drawMarks();
  }

