  // ---- What the reader wrote --------------------------------------------------------------------------------------

  // `open` is the comment that is just being written: it is kept like the others, so that nothing typed is lost.
  const fresh = () => ({ id: uuid(), name: "", comments: [], answers: {}, replies: [], opened: false, open: null });
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

  const isHalfWritten = () => Boolean(response.open && response.open.text.trim());

  /** Safari and strict settings throw at the mere name. */
  function store() {
    if (PREVIEW) return null;
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
    const comments = listed(found.comments).filter((one) => Object.hasOwn(KINDS, one.kind));
    return {
      ...found,
      name: typeof found.name === "string" ? found.name : "",
      comments,
      answers: Object.fromEntries(answers),
      replies: listed(found.replies),
      open: halfWritten(found.open, comments),
    };
  }

  /** The comment that was just being written, on a passage of this page or on the whole. */
  function halfWritten(found, comments) {
    if (!found || typeof found.text !== "string" || !found.text.trim()) return null;
    const body = bodyOf(found.piece);
    const here = body && Number.isInteger(found.start) && Number.isInteger(found.end) ? passage(body, found.start, found.end) : null;
    const id = comments.some((one) => one.id === found.id) ? found.id : undefined;
    return { ...(here || (body ? { piece: found.piece } : {})), id, kind: Object.hasOwn(KINDS, found.kind) ? found.kind : "", text: found.text };
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

