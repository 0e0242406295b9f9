import * as l10n from "./l10n";
import { html, nothing, render, type TemplateResult } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { repeat } from "lit-html/directives/repeat.js";
import { byParent } from "../core/branches";
import { isEmptyQuestion, pendingAnswer, type Turn } from "../core/conversation";
import type { ToHost } from "../core/protocol";
import { AnswerBody } from "./answerBody";
import { Follow } from "./follow";
import type { PageState } from "./pageState";
import { watchSideways } from "./sideways";
import { assistantTurn, type TurnState, userTurn } from "./turn";
import { totalsLine } from "./usage";
import { TurnWindow } from "./turnWindow";
import { welcome } from "./welcome";

/** The conversation as one scrolling log. */
export class Transcript {
  readonly element: HTMLElement = document.createElement("div");
  readonly #content = document.createElement("div");
  readonly #bodies = new Map<string, AnswerBody>();
  readonly #follow: Follow;
  /** Answers with something left to draw. */
  readonly #unfinished = new Set<AnswerBody>();
  readonly #inSight = new Set<Element>();
  readonly #sight: IntersectionObserver;
  readonly #window = new TurnWindow();
  #state: PageState | undefined;

  constructor(
    private readonly post: (message: ToHost) => void,
    followingChanged: () => void,
    private readonly finished: (elements: readonly Element[]) => void,
  ) {
    this.element.className = "transcript";
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "log");
    // Read out word by word an answer would be a torrent; the page's status line tells of its beginning and its end.
    this.element.setAttribute("aria-live", "off");
    this.#content.className = "turns";
    this.element.append(this.#content);
    this.#follow = new Follow(this.element, this.#content, followingChanged);
    watchSideways(this.element);
    this.#sight = new IntersectionObserver((entries) => this.#sighted(entries), { root: this.element });
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
    const { id, turns } = state.conversation;
    this.#state = state;
    this.element.setAttribute("aria-label", l10n.t("Conversation"));
    this.#forgetOthers(turns);
    const first = this.#window.first(id, turns.length);
    const isBusy = pendingAnswer(state.conversation) !== undefined;
    const places = byParent(state.conversation.all);
    render(
      turns.length === 0
        ? welcome(state.key, state.canAttach, this.post)
        : html`${first === 0 ? nothing : this.#window.room}
          ${repeat(
            turns.slice(first),
            (turn) => turn.id,
            (turn, index) => {
              const question = turns[first + index - 1];
              const canAsk = question?.role !== "user" || !isEmptyQuestion(question);
              const isLast = turn === turns.at(-1);
              const editing = state.draft.editing === turn.id ? turn.id : undefined;
              const siblings = places.get(turn.parentId) ?? [turn];
              return guard(
                [turn, isLast, isBusy, canAsk, state.key, editing, siblings.length, state.totals.prices],
                () =>
                  this.#turn(turn, {
                    place: { siblings, index: siblings.findIndex(({ id }) => id === turn.id) },
                    isLast,
                    isBusy,
                    canAsk,
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

  /** Draws until the deadline: first what is in sight, then the latest; returns whether something is left to do. */
  work(deadline: number): boolean {
    const waiting = [...this.#unfinished].reverse();
    const seen = waiting.filter((body) => this.#inSight.has(body.element));
    for (const body of [...seen, ...waiting]) {
      if (performance.now() > deadline) {
        return true;
      }
      if (!body.work(deadline)) {
        this.#unfinished.delete(body);
      }
    }
    if (!this.#window.isWhole && this.#state) {
      this.#window.grow();
      this.update(this.#state);
      return true;
    }
    return this.#unfinished.size > 0;
  }

  /** Stays at what the reader is taken to now. */
  hold(): void {
    this.#follow.hold();
  }

  #sighted(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) {
        this.#inSight.add(target);
      } else {
        this.#inSight.delete(target);
      }
    }
  }

  #turn(turn: Turn, state: TurnState): TemplateResult {
    if (turn.role === "user") {
      return userTurn(turn, state, this.post);
    }
    const body = this.#bodies.get(turn.id) ?? this.#newBody(turn.id);
    body.update(turn);
    this.#unfinished.add(body);
    return assistantTurn(turn, body.element, state, this.post);
  }

  #newBody(turnId: string): AnswerBody {
    const body = new AnswerBody(this.finished);
    this.#bodies.set(turnId, body);
    this.#sight.observe(body.element);
    return body;
  }

  #forgetOthers(turns: readonly Turn[]): void {
    const ids = new Set(turns.map((turn) => turn.id));
    for (const [id, body] of this.#bodies) {
      if (!ids.has(id)) {
        this.#bodies.delete(id);
        this.#unfinished.delete(body);
        this.#inSight.delete(body.element);
        this.#sight.unobserve(body.element);
      }
    }
  }
}
