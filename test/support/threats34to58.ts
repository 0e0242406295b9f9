import type { Unnumbered } from "./threats";

const network: readonly Unnumbered[] = [
  {
    threat: "An answer arrives in pieces that cut characters and events apart.",
    defence: "Bytes are joined before they are read; every cut gives the same text.",
  },
  {
    threat: "A server sends without end.",
    defence: "Events, replies and what they unpack to have limits, at which the request is ended.",
  },
  {
    threat: "A connection goes silent or trickles.",
    defence: "Progress of the answer is watched, not of bytes; a stall is shown, and you or a limit ends it.",
  },
  {
    threat: "The computer sleeps or changes networks during an answer.",
    defence: "The answer is ended with what has come, and the next request takes a new connection.",
  },
  {
    threat: "A cut answer passes for a whole one.",
    defence: "Only the API's own last event makes an answer complete.",
  },
  {
    threat: "An error arrives in the middle of an answer.",
    defence: "What has come stays, with the error beside it, and nothing is sent again unasked.",
  },
  {
    threat: "One question is paid for twice.",
    defence: "At most one request for each action; another only with a countdown that can be cancelled.",
  },
  {
    threat: "A call of a tool is left without its result and every later request fails.",
    defence: "No request of ours holds a tool.",
    notApplicable: "the extension gives Claude no tools",
  },
  {
    threat: "Stopping races with the answer, or a question goes out twice.",
    defence: "One owner for each answer; stopping takes effect at once, and nothing comes after it.",
  },
];

const history: readonly Unnumbered[] = [
  {
    threat: "VS Code dies in the middle of an answer.",
    defence: "A question is on the disk before it goes out, and what comes follows within 250 ms.",
  },
  {
    threat: "A file of the history is damaged.",
    defence: "Every line has a checksum; a damaged one is skipped and kept, and all others load.",
  },
  {
    threat: "Two windows write the same conversation.",
    defence: "Each window has a file of its own to append to; reading merges them.",
  },
  {
    threat: "The disk is full, locked, failing or read-only.",
    defence: "You are told, the chat goes on in memory, and it is written when the disk is well again.",
  },
];

const edits: readonly Unnumbered[] = [
  {
    threat: "A document changes while an edit of it is written.",
    defence:
      "Every change moves the edit along or ends it; what was applied is compared with what was meant.",
  },
  {
    threat: "An edit changes line endings, encoding or the end of a file.",
    defence: "New lines end as the document's do, and every other byte stays.",
  },
  {
    threat: "A document is of a kind that cannot be edited, or goes away.",
    defence: "Each kind is refused or followed, in a sentence.",
  },
  {
    threat: "Undo leaves half of an edit.",
    defence: "Keeping, and undoing, is one step of the editor's own Undo.",
  },
  {
    threat: "Half an edit is applied because the answer was cut.",
    defence: "Only a complete answer becomes an edit.",
  },
  {
    threat: "A page that was hidden or reloaded misses part of an answer.",
    defence: "The extension holds the conversation; a page gets it whole, and numbered events after that.",
  },
  {
    threat: "A very long conversation slows VS Code down.",
    defence: "Turns are drawn when they come into sight, and an image is kept once.",
  },
  {
    threat: "The clock jumps.",
    defence: "Waiting is measured by a clock that does not jump, and order comes from numbers.",
  },
];

const release: readonly Unnumbered[] = [
  {
    threat: "Something gets in by way of a dependency or of how the extension is built.",
    defence: "Few dependencies, locked, bundled, without install scripts; two builds give the same bytes.",
  },
  {
    threat: "A file gets into the package that does not belong there.",
    defence: "The package holds the files on a list, within a size, and none with a secret.",
  },
  {
    threat: "Credentials of another cloud are picked up from the machine.",
    defence: "No other cloud is spoken to.",
    notApplicable: "the extension speaks to the Anthropic API alone, not to Bedrock or Vertex",
  },
  {
    threat: "Others on the machine read your conversations, or they stay after you delete them.",
    defence: "Files and folders are yours alone; deleting removes the files, and conversations can expire.",
  },
];

/** What a network, a disk, an editor and the way to a release can do. */
export const threats34to58: readonly Unnumbered[] = [...network, ...history, ...edits, ...release];
