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

