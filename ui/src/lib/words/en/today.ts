export const today = {
  title: "Today",
  write: "Write now",
  prompt: "What happened today? What surprised you?",
  lastOpen: "Where you were",
  onThisDay: "On this day",
};
