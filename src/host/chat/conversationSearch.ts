import { findWords, queryWords, type SearchText, searchTextOf } from "../../core/search";
import { inSlices } from "../slices";
import { readConversation } from "./conversationFiles";
import type { Listed } from "./conversationList";

/** A conversation that holds what was looked for, and the line in which it stands. */
export interface Match {
  readonly listed: Listed;
  readonly snippet: string;
}

const readsAtOnce = 8;
/** Characters that are kept from one search to the next; a longer history is read again for its rest. */
const mostKept = 48_000_000;

/** Looks through the text of conversations, and keeps it for the next search: to be let go of with the list. */
export class ConversationSearch {
  readonly #texts = new Map<string, { readonly stamp: string; readonly text: SearchText }>();
  #kept = 0;

  /** Reads ahead what a search will want. Ends early, and never rejects, when the signal says so. */
  async prepare(all: readonly Listed[], signal: AbortSignal): Promise<void> {
    for await (const _ of inSlices(all, readsAtOnce, (listed) => this.#text(listed))) {
      if (signal.aborted) {
        return;
      }
    }
  }

  /** The conversations that hold every word of the query, in the order of the list, as they are found. */
  async *find(
    all: readonly Listed[],
    query: string,
    signal: AbortSignal,
  ): AsyncGenerator<readonly Match[], void, undefined> {
    const words = queryWords(query);
    const look = async (listed: Listed): Promise<readonly Match[]> => {
      const snippet = findWords(await this.#text(listed), words);
      return snippet === undefined ? [] : [{ listed, snippet }];
    };
    for await (const slice of inSlices(all, readsAtOnce, look)) {
      if (signal.aborted) {
        return;
      }
      yield slice.flat();
    }
  }

  async #text(listed: Listed): Promise<SearchText> {
    const { id, stamp } = listed;
    const known = this.#texts.get(id);
    if (known?.stamp === stamp) {
      return known.text;
    }
    const text = await readText(listed);
    const more = text.text.length - (known?.text.text.length ?? 0);
    if (this.#kept + more <= mostKept) {
      this.#kept += more;
      this.#texts.set(id, { stamp, text });
    }
    return text;
  }
}

/** What is only a draft, or cannot be read, is found by its title. */
async function readText({ id, title, logs }: Listed): Promise<SearchText> {
  try {
    const { conversation } = await readConversation(id, logs);
    return conversation.all.length === 0
      ? searchTextOf(title, [])
      : searchTextOf(conversation.title, conversation.all);
  } catch {
    return searchTextOf(title, []);
  }
}
