export const related = {
  title: "Like this",
  hint: "Entries and learning logs that speak of the same things. Looked for again when you pause.",
  loading: "Looking…",
  none: "Nothing else speaks of this yet.",
  because: (words: string[]) => `Both speak of: ${words.join(", ")}`,
  bearsOn: "It bears on this",
  reopens: "This takes it up again",
  tied: "Connected with this learning log.",
  owner: "Whose learning log it is",
  owners: { me: "Mine", group: "Our group’s" },
  ownerHint: "A group has assumptions of its own.",
};
