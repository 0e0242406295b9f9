import * as l10n from "@vscode/l10n";
import { html, render, type TemplateResult } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { repeat } from "lit-html/directives/repeat.js";
import { byParent } from "../core/branches";
import { pendingAnswer, type Turn } from "../core/conversation";
import type { ToHost } from "../core/protocol";
import { AnswerBody } from "./answerBody";
import { Follow } from "./follow";
import type { PageState } from "./pageState";
import { assistantTurn, type TurnState, userTurn } from "./turn";
import { totalsLine } from "./usage";
import { welcome } from "./welcome";

/** The conversation as one scrolling log. */
export class Transcript {
  readonly element: HTMLElement = document.createElement("div");
  readonly #content = document.createElement("div");
  readonly #bodies = new Map<string, AnswerBody>();
  readonly #follow: Follow;
  /** Answers with something left to draw. */
  readonly #unfinished = new Set<AnswerBody>();

  constructor(
    private readonly post: (message: ToHost) => void,
    followingChanged: () => void,
  ) {
    this.element.className = "transcript";
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "log");
    // Read out word by word an answer would be a torrent; the page's status line tells of its beginning and its end.
    this.element.setAttribute("aria-live", "off");
    this.#content.className = "turns";
    this.element.append(this.#content);
    this.#follow = new Follow(this.element, this.#content, followingChanged);
  }

  get isFollowing(): boolean {
    return this.#follow.isFollowing;
  }

  /** Goes to the end and stays there. */
  jump(): void {
    this.#follow.jump();
  }

  /** Brings turns and notices up to date; what Claude wrote is drawn by `work`. */
  update(state: PageState): void {
    const { turns } = state.conversation;
    this.element.setAttribute("aria-label", l10n.t("Conversation"));
    this.#forgetOthers(turns);
    const isBusy = pendingAnswer(state.conversation) !== undefined;
    const places = byParent(state.conversation.all);
    render(
      turns.length === 0
        ? welcome(state.key, state.canAttach, this.post)
        : html`${repeat(
            turns,
            (turn) => turn.id,
            (turn, index) => {
              const isLast = index === turns.length - 1;
              const editing = state.draft.editing === turn.id ? turn.id : undefined;
              const siblings = places.get(turn.parentId) ?? [turn];
              return guard(
                [turn, isLast, isBusy, state.key, editing, siblings.length, state.totals.prices],
                () =>
                  this.#turn(turn, {
                    place: { siblings, index: siblings.findIndex(({ id }) => id === turn.id) },
                    isLast,
                    isBusy,
                    key: state.key,
                    editing,
                    totals: state.totals,
                  }),
              );
            },
          )}${totalsLine(state.conversation, state.totals, this.post)}`,
      this.#content,
    );
  }

  /** Draws until the deadline, the latest answer first; returns whether something is left to do. */
  work(deadline: number): boolean {
    for (const body of [...this.#unfinished].reverse()) {
      if (!body.work(deadline)) {
        this.#unfinished.delete(body);
      }
      if (performance.now() > deadline) {
        break;
      }
    }
    return this.#unfinished.size > 0;
  }

  #turn(turn: Turn, state: TurnState): TemplateResult {
    if (turn.role === "user") {
      return userTurn(turn, state, this.post);
    }
    const body = this.#bodies.get(turn.id) ?? new AnswerBody();
    this.#bodies.set(turn.id, body);
    body.update(turn);
    this.#unfinished.add(body);
    return assistantTurn(turn, body.element, state, this.post);
  }

  #forgetOthers(turns: readonly Turn[]): void {
    const ids = new Set(turns.map((turn) => turn.id));
    for (const [id, body] of this.#bodies) {
      if (!ids.has(id)) {
        this.#bodies.delete(id);
        this.#unfinished.delete(body);
      }
    }
  }
}
