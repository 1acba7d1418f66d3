import type { Calls } from "../../ui/src/lib/api/types";
import type { Given } from "./given";

type Save = Partial<Calls["session_save"]["request"]>;

/** A community of three beside the writer, and what a session of it needs. */
export async function group(given: Given) {
  const community = await given.call("community_save", {
    name: "Y9 enquiry",
    shown_name: "C.",
    norms: "We speak of work, not of people.",
    members: [{ name: "Bea Brook" }, { name: "Dev Ash" }, { name: "Eva Stone" }],
  });
  const member = (name: string): number => {
    const found = community.members.find((one) => one.name === name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found.person;
  };
  const piece = await given.entry({ title: "Cold calling", body: "Nobody answers, so I answer myself.\n" });
  const session = (more: Save) =>
    given.call("session_save", {
      community: community.id,
      title: "Keep cold-calling?",
      start: "2027-03-11T15:40",
      zone: "Europe/London",
      minutes: 60,
      repeats: { kind: "weekly", every: 2 },
      roles: [
        { role: "facilitator", person: member("Bea Brook") },
        { role: "time", person: member("Dev Ash") },
      ],
      agenda: [{ kind: "piece", entry: piece.id, focus: "What am I protecting?" }],
      ...more,
    });
  return { community, member, piece, session };
}
