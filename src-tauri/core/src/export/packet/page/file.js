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
    const wish = pack.wishes.return_to_me && pack.author ? ` to ${pack.author.replace(/\.+$/u, "")}` : " to the person who sent you this page";
    say("said", `Saved as “${link.download}”, where this browser puts its downloads. Send it back${wish}.`);
  }

