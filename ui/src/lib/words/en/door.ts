/** The passphrase and the recovery code: asking for them, choosing them, and what the journal says when it is locked. */
import { count } from "../plural";

export const door = {
  passphrase: "Passphrase",
  show: "Show the passphrase",
  hide: "Hide the passphrase",
  again: "Type it again",
  againEmpty: "Type it here once more, so that no slip of the finger is in it.",
  againDiffers: "This is not what you typed above. Type it again, or show both and compare.",
  code: "Recovery code",
  codeHint: "Eight groups of four letters and digits. Capitals and spaces do not matter.",
  strength: {
    too_short: "A passphrase has at least eight characters.",
    weak: "Easy to guess. Four or five words that do not belong together are much harder.",
    fair: "Could be guessed by somebody who tries for long. One more word helps a lot.",
    good: "Good: hard to guess.",
    strong: "Strong: very hard to guess.",
  },
  protects: "What it protects, and what it does not",
  protectsList: [
    "It protects your journal and its backups on a lost or stolen computer, on a disk that is thrown away, and in a folder that is copied elsewhere.",
    "It does not protect an unlocked journal: lock it (Ctrl+L) when you leave the computer.",
    "It does not protect from a program on this computer that watches what you type.",
    "Nobody can open the journal who has forgotten the passphrase and lost the recovery code. We cannot either.",
  ],

  wrong: {
    wrong_passphrase: "That is not the passphrase of this journal. Nothing was changed.",
    wrong_code: "That is a recovery code, but not the one of this journal. It may be from before a new one was made.",
    slip: (letters: number | null) =>
      letters === null
        ? "There is a slip in that code: its letters do not fit together. Compare it with your paper."
        : `That has ${count(letters, "letter or digit", "letters and digits")}; a recovery code has 32.`,
    too_soon: "There were some wrong tries just now.",
  },
  wait: (seconds: number) => `Please wait ${count(seconds, "second", "seconds")} before the next try.`,

  unlock: {
    title: "Your journal is locked",
    unlock: "Unlock",
    unlocking: "Unlocking…",
    useCode: "Use the recovery code instead",
    usePassphrase: "Use the passphrase instead",
    forgotten:
      "If you have forgotten the passphrase, the recovery code opens the journal. Without either nobody can, and nothing is ever deleted because of it.",
    byCode: "Opened with the recovery code. If you have forgotten the passphrase, set a new one.",
    setNew: "Set a new passphrase",
  },

  start: {
    title: "A passphrase for your journal",
    lead: "Recommended: with one, only you can read what you write, even if this computer or a backup is lost.",
    set: "Use this passphrase",
    without: "Go on without one",
    withoutHint:
      "Without one, whoever finds the journal’s folder or a backup of it can read it. You can set one at any time in Settings.",
    back: "Back",
    empty: "Type a passphrase, or go on without one.",
  },
  codes: {
    title: "Your recovery code",
    lead: "It opens your journal if you forget the passphrase, and it works alone. Write it down or print it, and keep it where you keep important papers, not in this computer.",
    shown: "The recovery code",
    print: "Print it",
    printTitle: "Recovery code of a Loopbook journal",
    printText:
      "Whoever has this paper and the journal, or a backup of it, can read the journal. Keep it where you keep important papers.",
    printDay: (day: string) => `Made on ${day}`,
    typed: "Type it back from your paper",
    typedHint: "So that we both know it is written down. Capitals and spaces do not matter.",
    done: "Finish",
    later: "Later",
    laterHint:
      "Without a recovery code, a forgotten passphrase means that nobody can open the journal. You can make one at any time in Settings.",
    slip: "That is not the code shown above. Compare it once more.",
  },

  locking: {
    without: "This journal has no passphrase, so there is nothing to lock it with.",
    toSettings: "Set a passphrase",
    notSaved: (why: string) => `Not locked, because something could not be saved. ${why}`,
    soon: "Locking soon",
    soonText: (seconds: number) =>
      `Nobody has typed for a while, so the journal is locked in ${count(seconds, "second", "seconds")}. Press any key to go on. Everything you wrote is saved.`,
    stay: "Go on writing",
  },

  settings: {
    heading: "Passphrase",
    none: "This journal has no passphrase. Whoever finds its folder, or a backup of it, can read it.",
    has: "This journal is locked with a passphrase.",
    hasCode: "There is a recovery code, which opens it alone.",
    noCode: "There is no recovery code: if you forget the passphrase, nobody can open the journal.",
    set: "Set a passphrase…",
    change: "Change the passphrase…",
    remove: "Remove the passphrase…",
    newCode: "Make a new recovery code…",
    firstCode: "Make a recovery code…",
    renew: "Make a new key…",
    renewHint:
      "Does somebody else know your passphrase? Then a new one is not enough, since a copy of the old key file still opens with it. A new key encrypts everything anew.",
    renewTitle: "A new key for everything",
    renewText:
      "Everything is encrypted anew under a new passphrase and a new recovery code. What opened the journal before opens only backups and copies made before. It takes a while, and room for a second copy of the journal.",
    renewing: "Encrypting everything anew. The journal is closed meanwhile…",
    renewed: "Everything was encrypted anew.",
    now: "Passphrase of now",
    next: "New passphrase",
    setTitle: "Set a passphrase",
    changeTitle: "Change the passphrase",
    removeTitle: "Remove the passphrase?",
    codeTitle: "A new recovery code",
    setText:
      "Loopbook’s own backups in the journal’s folder are locked with it too. Other copies made before, such as on a stick, can still be read without it.",
    changeText:
      "Loopbook’s own backups in the journal’s folder follow. Other copies made before, such as on a stick, still open with the passphrase of before.",
    removeText:
      "The journal then opens without asking, and the recovery code opens nothing any more. Whoever finds the journal’s folder, with the backups in it, or a copy made from then on, can read it.",
    codeText:
      "The code of before opens nothing any more, but copies made before that are kept elsewhere, such as on a stick.",
    finish: "Set it",
    removeIt: "Remove it",
    goOn: "Go on",
    saved: "From now on the journal opens with this passphrase.",
    removed: "The journal has no passphrase any more.",
    codeSaved: "From now on this recovery code opens the journal.",
    lockAfter: "Lock when nobody types",
    lockAfterHint: "Twenty seconds before, any key keeps it open. Ctrl+L locks at once.",
    never: "Never",
    minutes: (n: number) => `After ${count(n, "minute", "minutes")}`,
  },
};
