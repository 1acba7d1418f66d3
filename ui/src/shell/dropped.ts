/** Files that are taken out of a dropped folder at most. */
const MOST = 2_000;

/** What was dropped: the files themselves, and those that lie in dropped folders, however deep. */
export type Dropped = { readonly files: File[]; readonly inside: File[] };

/** Reads a drop. What a browser says of it is gone once the event is over: it is taken down before anything is awaited. */
export async function droppedIn(data: DataTransfer): Promise<Dropped> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const folders = entries.filter((entry) => entry?.isDirectory === true) as FileSystemDirectoryEntry[];
  const all = [...data.files];
  if (folders.length === 0) return { files: all, inside: [] };
  // A folder stands among the files as one without a content.
  const names = new Set(folders.map(({ name }) => name));
  const inside: File[] = [];
  for (const folder of folders) await gather(folder, inside);
  return { files: all.filter(({ name }) => !names.has(name)), inside };
}

async function gather(folder: FileSystemDirectoryEntry, into: File[]): Promise<void> {
  const reader = folder.createReader();
  for (;;) {
    // A reader gives a part at a time, and nothing at the end.
    const part = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (part.length === 0) return;
    for (const entry of part) {
      if (into.length >= MOST) return;
      if (entry.isDirectory) await gather(entry as FileSystemDirectoryEntry, into);
      else into.push(await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail)));
    }
  }
}
