import type { Unnumbered } from "./threats";

const settings: readonly Unnumbered[] = [
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

const page: readonly Unnumbered[] = [
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

const content: readonly Unnumbered[] = [
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

/** What a workspace, a page, an answer and what is attached can do. */
export const threats1to33: readonly Unnumbered[] = [...settings, ...page, ...content];
