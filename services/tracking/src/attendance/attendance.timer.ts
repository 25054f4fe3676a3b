import { intent, type Timer } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import { closeForgottenClockOut } from './attendance.decider.js';
import { latestEnd, longestPresence } from './attendance.rules.js';

interface Open {
  readonly person: string;
  readonly since: Date;
}

export const forgottenClockOut: Timer<EntityManager> = {
  name: 'forgotten-clock-out',
  everySeconds: 10,
  due: async (now, db) => {
    const before = new Date(Date.parse(now) - longestPresence);
    const open: Open[] = await db.query(
      'select person, since from attendance where until is null and since <= $1 limit 500',
      [before],
    );
    return open.map(({ person, since }) => {
      const begun = since.toISOString();
      return {
        id: `${person}/${begun}`,
        at: latestEnd(begun),
        ...intent(closeForgottenClockOut, { person, since: begun }),
      };
    });
  },
};
