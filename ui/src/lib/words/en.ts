import { assumptions } from "./en/assumptions";
import { attachments } from "./en/attachments";
import { audit, behaviours } from "./en/behaviours";
import { backups } from "./en/backups";
import { common } from "./en/everywhere";
import { comments } from "./en/comments";
import { communities } from "./en/communities";
import { door } from "./en/door";
import { editor } from "./en/editor";
import { entry } from "./en/entry";
import { importing } from "./en/importing";
import { insights } from "./en/insights";
import { journal } from "./en/journal";
import { keys } from "./en/keys";
import { learning } from "./en/learning";
import { loop } from "./en/loop";
import { loops } from "./en/loops";
import { packs } from "./en/packs";
import { people } from "./en/people";
import { plan } from "./en/plan";
import { protocols } from "./en/protocols";
import { questions } from "./en/questions";
import { received } from "./en/received";
import { commitments, record } from "./en/record";
import { related } from "./en/related";
import { rescue } from "./en/rescue";
import { room } from "./en/room";
import { sample } from "./en/sample";
import { search } from "./en/search";
import { sendBack } from "./en/send-back";
import { sessions } from "./en/sessions";
import { settings } from "./en/settings";
import { share } from "./en/share";
import { sharing } from "./en/sharing";
import { shell } from "./en/shell";
import { start } from "./en/start";
import { templates } from "./en/templates";
import { today } from "./en/today";
import { trash } from "./en/trash";
import { versions } from "./en/versions";
import { views } from "./en/views";

/** English. British spelling; plain, warm, short. */
export const en = {
  assumptions,
  attachments,
  audit,
  backups,
  behaviours,
  common,
  comments,
  commitments,
  communities,
  door,
  editor,
  entry,
  importing,
  insights,
  journal,
  keys,
  learning,
  loop,
  loops,
  packs,
  people,
  plan,
  protocols,
  questions,
  received,
  record,
  related,
  rescue,
  room,
  sample,
  search,
  sendBack,
  sessions,
  settings,
  share,
  sharing,
  shell,
  start,
  templates,
  today,
  trash,
  versions,
  views,
};
