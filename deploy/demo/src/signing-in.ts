import type { Session } from '@millwright/platform';
import { firstKey } from '@millwright/testing';
import type { Narrator } from './narrator.js';
import type { RunningPlant } from './running-plant.js';

/** The story is told to the plant by one system that speaks for all its people, as an ERP or an importer would. */
export function signInToPlay(
  { addresses, administratorPassword }: Omit<RunningPlant, 'stop' | 'apiPages'>,
  narrator: Narrator,
): Promise<Session> {
  narrator.note('Signing in as the administrator of the first start, to give the demo a key of its own.');
  return firstKey({
    addresses,
    administratorPassword,
    principal: 'system:demo',
    roles: ['integrator'],
    say: (message) => narrator.note(message),
  });
}
