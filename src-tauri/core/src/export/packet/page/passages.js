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

