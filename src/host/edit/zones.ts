import * as vscode from "vscode";

/** A stretch of text between two lines of an editor. */
export interface Zone {
  /** Two zones with the same key are the same one, at two times. */
  readonly key: string;
  readonly uri: vscode.Uri;
  /** 0-based line below which it stands; -1 for the top of the document. */
  readonly below: number;
  /** Which buttons it has: `when` clauses in package.json ask for it. */
  readonly kind: "hunk" | "writing";
  readonly editId: string;
  readonly hunkId?: number;
  readonly label: string;
  /** What stands small over the text. */
  readonly heading: string;
  readonly markdown: string;
}

interface Shown {
  zone: Zone;
  readonly thread: vscode.CommentThread;
  comment: ZoneComment;
}

/** The one object that VS Code knows a comment by: another one is drawn anew. */
interface ZoneComment extends vscode.Comment {
  body: vscode.MarkdownString;
}

/**
 * Shows zones as comment threads, the only thing of VS Code's that makes room of any height between lines. There is a
 * comment controller only as long as there is a zone: with one, VS Code has a tab for comments.
 */
export class Zones implements vscode.Disposable {
  readonly #shown = new Map<string, Shown>();
  #controller: vscode.CommentController | undefined;

  /** Exactly these are there from now on. */
  show(zones: readonly Zone[]): void {
    if (zones.length === 0) {
      this.dispose();
      return;
    }
    const wanted = new Map(zones.map((zone) => [zone.key, zone]));
    for (const [key, { thread, zone }] of this.#shown) {
      const next = wanted.get(key);
      if (next === undefined || isAtTop(next) !== isAtTop(zone)) {
        thread.dispose();
        this.#shown.delete(key);
      }
    }
    for (const zone of zones) {
      const shown = this.#shown.get(zone.key);
      if (shown === undefined) {
        this.#shown.set(zone.key, this.#create(zone));
      } else {
        update(shown, zone);
      }
    }
  }

  has(key: string): boolean {
    return this.#shown.has(key);
  }

  /** The zone that VS Code names in a command of its title bar. */
  of(thread: unknown): Zone | undefined {
    return [...this.#shown.values()].find((shown) => shown.thread === thread)?.zone;
  }

  /** Takes all of them away by their controller alone: it disposes its threads, and VS Code logs an error for each second time. */
  dispose(): void {
    this.#controller?.dispose();
    this.#controller = undefined;
    this.#shown.clear();
  }

  #create(zone: Zone): Shown {
    this.#controller ??= vscode.comments.createCommentController("askClaude.edits", "Ask Claude");
    const comment = commentOf(zone);
    const thread = makerOf(this.#controller).createCommentThread(zone.uri, rangeOf(zone), [comment]);
    thread.canReply = false;
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    thread.contextValue = zone.kind;
    thread.label = zone.label;
    return { zone, thread, comment };
  }
}

/** VS Code takes a thread without a range, for one about the whole file, though its types do not say so. */
interface ThreadMaker {
  createCommentThread(
    uri: vscode.Uri,
    range: vscode.Range | undefined,
    comments: readonly vscode.Comment[],
  ): vscode.CommentThread;
}

const makerOf = (controller: vscode.CommentController): ThreadMaker => controller;

/** Such a one has no line to stand below, and cannot be given one, nor lose it, later on. */
function isAtTop({ below }: Zone): boolean {
  return below < 0;
}

function update(shown: Shown, zone: Zone): void {
  const { zone: before, thread, comment } = shown;
  shown.zone = zone;
  if (zone.below !== before.below) {
    thread.range = rangeOf(zone);
  }
  if (zone.label !== before.label) {
    thread.label = zone.label;
  }
  if (zone.heading !== before.heading) {
    // Of a comment that is drawn already, VS Code changes the text alone.
    shown.comment = commentOf(zone);
    thread.comments = [shown.comment];
  } else if (zone.markdown !== before.markdown) {
    comment.body = bodyOf(zone);
    thread.comments = [comment];
  }
}

function commentOf(zone: Zone): ZoneComment {
  return { author: { name: zone.heading }, body: bodyOf(zone), mode: vscode.CommentMode.Preview };
}

function rangeOf(zone: Zone): vscode.Range | undefined {
  return isAtTop(zone) ? undefined : new vscode.Range(zone.below, 0, zone.below, 0);
}

/**
 * VS Code opens its list of comments when the first one comes that has a text, and takes room from the editor for it.
 * It takes an object for a text only if this property is a boolean or undefined; it shows the comment all the same.
 */
function bodyOf({ markdown }: Zone): vscode.MarkdownString {
  const body = new vscode.MarkdownString(markdown);
  Object.assign(body, { supportThemeIcons: null });
  return body;
}
