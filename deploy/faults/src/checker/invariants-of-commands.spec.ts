import { acknowledgedIsDurable } from './inv-01-acknowledged.js';
import { noPhantom } from './inv-02-no-phantom.js';
import { versionsWithoutGap } from './inv-03-versions.js';
import { oneEffectPerKey } from './inv-04-one-effect.js';
import { answered, byClient, created, facts, finds, holds, log, stored } from './made-by-hand.js';

describe('INV-1 acknowledged is durable', () => {
  const orders = log('orders', [created]);

  it('holds when the event and the key are there', () =>
    holds(acknowledgedIsDurable(facts([{ ...orders, commands: [stored] }], { journal: [answered({})] }))));

  it('finds an accepted command without a stored key', () =>
    finds(acknowledgedIsDurable(facts([orders], { journal: [answered({})] })), /its key is not stored/));

  it('finds an accepted command without an event, and one beyond the end of the log', () =>
    finds(
      acknowledgedIsDurable(
        facts([{ ...log('orders', []), commands: [stored] }], { journal: [answered({ position: 'orders:7' })] }),
      ),
      /has no event/,
      /answered with position 7, the log ends at 0/,
    ));
});

describe('INV-2 no phantom', () => {
  const refused = answered({ status: 409 });

  it('finds an event of a command that was refused', () =>
    finds(
      noPhantom(facts([log('orders', [created])], { journal: [refused] })),
      /refused with 409 and left ProductionOrderCreated at 1/,
    ));

  it('lets a refusal be remembered, and a command without an answer have come through', () => {
    const remembered = log('orders', [['component/1', 'ComponentRefused', {}, byClient]]);
    holds(noPhantom(facts([remembered], { journal: [refused] })));
    holds(noPhantom(facts([log('orders', [created])], { journal: [answered({ status: undefined }), refused] })));
  });

  it('finds two outcomes of a command without an answer', () =>
    finds(
      noPhantom(
        facts([log('orders', [created, ['x/1', 'Y', {}, { ...byClient, commandId: 'c2' }]])], {
          journal: [answered({ status: undefined })],
        }),
      ),
      /has 2 outcomes/,
    ));
});

describe('INV-3 versions', () => {
  const orders = log('orders', [
    ['a/1', 'X'],
    ['a/1', 'Y'],
  ]);

  it('holds for 1 to n', () => holds(versionsWithoutGap(facts([orders]))));

  it('finds a version that is there twice, a missing position and a wrong head', () => {
    const [first, second] = orders.events;
    finds(
      versionsWithoutGap(facts([{ ...orders, events: [first, { ...second, version: 1 }] }])),
      /has version 1 at 2, 2 was due/,
      /the head of/,
    );
    finds(
      versionsWithoutGap(facts([{ ...orders, events: [first, { ...second, position: 3 }] }])),
      /position 2 is missing/,
    );
    finds(
      versionsWithoutGap(facts([{ ...orders, heads: new Map([['SITE/a/1', 3]]) }])),
      /the head of SITE\/a\/1 is 3, its last event 2/,
    );
  });

  it('finds a condition that was not true', () =>
    finds(
      versionsWithoutGap(
        facts([log('orders', [['production-order/P', 'X'], created])], { journal: [answered({ ifMatch: '"0"' })] }),
      ),
      /accepted for version 0 and wrote version 2/,
    ));
});

describe('INV-4 one effect', () => {
  it('holds for a repeat that got the same bytes', () =>
    holds(
      oneEffectPerKey(
        facts([log('orders', [created])], { journal: [answered({}), answered({ replayed: true, status: 202 })] }),
      ),
    ));

  it('finds a second effect and a different answer', () => {
    const twice = log('orders', [created, ['x/1', 'Y', {}, { ...byClient, commandId: 'c2' }]]);
    const journal = [answered({}), answered({ body: '{"version":2}' })];
    finds(
      oneEffectPerKey(facts([twice], { journal })),
      /has 2 effects/,
      /got different answers/,
      /accepted as new 2 times/,
    );
  });
});
