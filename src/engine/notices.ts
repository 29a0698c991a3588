import { BehaviorSubject, type Observable } from 'rxjs';
import type { UserError } from '../core/errors.ts';
import type { Notice } from './types.ts';

/** What stands before the user right now: at most one notice a topic. */
export interface NoticeBoard {
  /** Puts up, replaces or (null) takes down the notice on a topic. Nothing is emitted where nothing changes. */
  post(topic: string, notice: Notice | null): void;
  /** Replays the current list, newest topic last. */
  readonly notices$: Observable<readonly Notice[]>;
}

export const asNotice = (error: UserError, level: Notice['level'] = 'error'): Notice => ({
  code: error.code,
  level,
  text: error.message,
});

export function createNoticeBoard(): NoticeBoard {
  const board = new Map<string, Notice>();
  const notices$ = new BehaviorSubject<readonly Notice[]>([]);
  return {
    post: (topic, notice) => {
      if (board.get(topic)?.text === notice?.text) return;
      board.delete(topic);
      if (notice) board.set(topic, notice);
      notices$.next([...board.values()]);
    },
    notices$: notices$.asObservable(),
  };
}
