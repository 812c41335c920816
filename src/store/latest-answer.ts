/**
 * Answers to one kind of question, of which only the latest matters: at most one is being worked on, and those that came
 * in between are dropped. The last answer stays in sight while the next is awaited.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from './errors';

export interface AnswerState<Question, Answer> {
  readonly question: Question | null;
  readonly shown: { readonly question: Question; readonly answer: Answer } | null;
  readonly working: boolean;
  /** Why the question has no answer. */
  readonly failure: string | null;
}

export interface AnswerStore<Question, Answer> extends Pick<
  StoreApi<AnswerState<Question, Answer>>,
  'getState' | 'subscribe' | 'getInitialState'
> {
  /** The same question again changes nothing; null forgets everything. */
  readonly ask: (question: Question | null) => void;
}

/** @param same whether two questions have the same answer */
export function createAnswerStore<Question, Answer>(
  answerOf: (question: Question) => Promise<Answer>,
  same: (one: Question, other: Question) => boolean,
): AnswerStore<Question, Answer> {
  const store = createStore<AnswerState<Question, Answer>>()(() => ({
    question: null,
    shown: null,
    working: false,
    failure: null,
  }));
  let busy = false;

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    for (;;) {
      const { question, working } = store.getState();
      if (question === null || !working) break;
      try {
        const answer = await answerOf(question);
        if (store.getState().question === question) {
          store.setState({ shown: { question, answer }, working: false });
        }
      } catch (reason) {
        if (store.getState().question === question) {
          store.setState({ working: false, shown: null, failure: messageOf(reason) });
        }
      }
    }
    busy = false;
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    ask: (question) => {
      if (question === null) {
        store.setState({ question, shown: null, working: false, failure: null });
        return;
      }
      const current = store.getState().question;
      if (current !== null && same(current, question)) return;
      store.setState({ question, working: true, failure: null });
      void work();
    },
  };
}
