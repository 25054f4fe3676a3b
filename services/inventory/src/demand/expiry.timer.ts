import { intent, type Timer } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import { expiredButReserved } from '../material-lot/material-lot.entity.js';
import { takeBackUncovered } from './release-reservations.decider.js';

/** Time alone makes a lot unusable: reservations on it are taken back when it has expired, so that the orders find other lots. */
export const takeBackReservationsOnExpiredLots: Timer<EntityManager> = {
  name: 'take-back-reservations-on-expired-lots',
  everySeconds: 30,
  due: async (now, db) =>
    (await expiredButReserved(db, now)).map(({ lot, expiresAt }) => ({
      id: `${lot} ${expiresAt}`,
      at: expiresAt,
      ...intent(takeBackUncovered, { lot }),
    })),
};
