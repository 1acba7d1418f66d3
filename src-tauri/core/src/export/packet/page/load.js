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

