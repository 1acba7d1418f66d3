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
    $("kinds").addEventListener("change", () => {
      showStems();
      noteOpen();
    });
    $("words").addEventListener("input", noteOpen);
    $("keep").addEventListener("click", keep);
    $("cancel").addEventListener("click", close);
    $("composer").addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) leave();
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
    $("save").addEventListener("click", () => {
      if (settled()) save();
    });
    $("as-text").addEventListener("toggle", () => {
      const shows = $("as-text").open && settled();
      $("as-text").open = shows;
      $("text").value = shows ? written() : "";
    });
    $("copy").addEventListener("click", () => {
      if (!settled()) return;
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
    if (PREVIEW) {
      for (const id of ["save", "as-text", "from-file"]) $(id).hidden = true;
      say("said", "In this preview there is nothing to save.");
    }
    for (const one of document.querySelectorAll(".later button")) one.addEventListener("click", openNow);
    addEventListener("beforeunload", (event) => {
      if (stays || PREVIEW || !unsaved || (isEmpty() && !isHalfWritten())) return;
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
  if (response.open) {
    compose({ ...response.open }, $("whole"));
    say("said", "The comment you were writing is here again.");
  }
})();
