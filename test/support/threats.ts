// What goes wrong in extensions that hold a key, read code and show text of others. The numbers stay as they are: tests,
// SECURITY.md and people refer to them.

/** A row of the table in SECURITY.md. */
export interface Threat {
  /** `T1` and so on; what `proved({ row })` names. */
  readonly row: string;
  readonly threat: string;
  readonly defence: string;
  /** Why nothing has to be proved: the extension lacks what could go wrong. */
  readonly notApplicable?: string;
}

const settings: readonly Omit<Threat, "row">[] = [
  {
    threat: "A workspace sends your requests elsewhere.",
    defence: "The API's address is read from your own user settings and from nowhere else.",
  },
  {
    threat: "The key goes to an address it was not meant for.",
    defence: "Each key is saved for one origin; another origin has no key until you type one.",
  },
  {
    threat: "A redirect carries the key to another server.",
    defence: "No redirect is followed, and the origin of every request is checked again before it goes out.",
  },
  {
    threat: "Environment variables change where requests go or what is in them.",
    defence: "Every option of the API client is set by us, and headers that are not on a list are dropped.",
  },
  {
    threat: "Something is sent before you ask.",
    defence: "Nothing connects at the start; the first request follows an action of yours.",
  },
  {
    threat: "The key crosses the network unencrypted.",
    defence: "Only https is accepted, and http for this machine itself.",
  },
  {
    threat: "A look-alike address passes for the real one.",
    defence: "Addresses are parsed and whole origins compared; names and passwords in them are refused.",
  },
  {
    threat: "The key turns up in a log, a message, a file or the page.",
    defence: "One logger that knows the keys in use by value; errors are told in words of our own.",
  },
  {
    threat: "The system's key store is missing, locked, slow or forgetful.",
    defence:
      "What happened is explained, a key for this session only is offered, and no file ever holds the key.",
  },
  {
    threat: "The key is changed or removed in another window.",
    defence: "The old key is dropped at once, and an answer under way with it is stopped.",
  },
  {
    threat: "What is pasted as a key is none.",
    defence: "It is checked before anything is sent, and refused in a plain sentence.",
  },
];

const page: readonly Omit<Threat, "row">[] = [
  {
    threat: "An image in an answer reports what was said to a server.",
    defence: "The page can reach no network; an image of elsewhere is drawn as its address.",
  },
  {
    threat: "A link in an answer carries data away or pretends to lead elsewhere.",
    defence: "Only http and https, only by a click, after a question that shows the whole target.",
  },
  {
    threat: "An answer runs as script in the page.",
    defence: "No HTML is parsed: nodes are made one by one from a list of allowed ones, under Trusted Types.",
  },
  {
    threat: "The page is made to ask the extension for something forged.",
    defence: "Every message is checked against its shape and may name only what the extension has issued.",
  },
  {
    threat: "A link in text runs a command of VS Code.",
    defence: "Command links are off in everything we show.",
  },
  {
    threat: "The page reads files of the workspace.",
    defence: "It may load the extension's own page files and no others.",
  },
  {
    threat: "A port on this machine lets other programs or web pages in.",
    defence: "Nothing listens.",
  },
  {
    threat: "A file or page that you attach gives Claude instructions.",
    defence:
      "It cannot be kept from misleading an answer; but an answer can fetch, run and change nothing by itself.",
  },
  {
    threat: "Invisible characters in what you send say what you do not see.",
    defence: "They are counted and shown, and the dangerous kinds have to be confirmed.",
  },
  {
    threat: "Invisible characters in an answer or edit change what code means.",
    defence: "They are drawn where they stand, and an edit with them has to be confirmed.",
  },
];

const content: readonly Omit<Threat, "row">[] = [
  {
    threat: "A password, key or token goes out with your code.",
    defence:
      "What is attached is searched for secrets; one found has to be confirmed. Your own API key never goes.",
  },
  {
    threat: "More is sent than you saw.",
    defence: "Show What Is Sent is made by the code that makes the request, byte for byte.",
  },
  {
    threat: "A small image file unfolds into gigabytes.",
    defence:
      "Size and kind are read from its first bytes, and too much is refused before anything is decoded.",
  },
  {
    threat: "A file is not the image that its name says.",
    defence: "The bytes decide; what is none of the four kinds of the API is converted or refused.",
  },
  {
    threat: "An image tells where it was taken, or shows Claude what it does not show you.",
    defence: "Metadata is taken off before an image is kept, and what you see is what is sent.",
  },
  {
    threat: "A path is made to lead out of the folder it belongs to.",
    defence: "Paths of files that we keep are built from ids; answers and the page cannot name a path.",
  },
  {
    threat: "A link in the file system stands in for another file.",
    defence: "What is attached is judged by where it really is, and only plain files are read.",
  },
  {
    threat: "Sensitive files go along, or files that steer tools are changed.",
    defence:
      "Such files are named and confirmed one by one; edits that can run code say so before they are kept.",
  },
  {
    threat: "A huge, endless or odd file hangs the extension.",
    defence: "Bytes, entries, depth and time are limited, and a cut is shown.",
  },
  {
    threat: "A setting makes the extension accept things unasked.",
    defence: "There is no such setting; consent is given by you, each time.",
  },
  {
    threat: "A workspace that you do not trust uses the extension.",
    defence: "In Restricted Mode only what you type is sent; everything else is refused in code.",
  },
  {
    threat: "An answer is built so that drawing it freezes the page.",
    defence: "It is drawn block by block within limits, and as plain text beyond them.",
  },
];

const network: readonly Omit<Threat, "row">[] = [
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

const history: readonly Omit<Threat, "row">[] = [
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

const edits: readonly Omit<Threat, "row">[] = [
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

const release: readonly Omit<Threat, "row">[] = [
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

/** Every row, in order. */
export const threats: readonly Threat[] = [
  ...settings,
  ...page,
  ...content,
  ...network,
  ...history,
  ...edits,
  ...release,
].map((threat, index) => ({ row: `T${index + 1}`, ...threat }));
