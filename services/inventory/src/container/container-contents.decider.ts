import {
  decider,
  happened,
  isMoreThan,
  Rejection,
  rejection,
  unknown,
  type Look,
  type Occurrence,
} from '@millwright/event-sourcing';
import { placeFor } from '../location/location.decider.js';
import { freeAt } from '../material-lot/lot-state.rules.js';
import { LotJournal } from '../material-lot/lot-journal.decider.js';
import { unusable } from '../material-lot/material-lot.decider.js';
import type { ChangeContent, CreateContainer, MoveContainer } from './container.commands.js';
import { container } from './container.decider.js';

export const createContainer = decider<CreateContainer>({
  name: 'create-container',
  streams: (command) => [container(command.container)],
  decide: ({ container: id, description = '', location }, look) => {
    if (look(container(id)).exists)
      return rejection('container-exists', `There is a container ${id} already.`, { facts: { container: id } });
    const place = placeFor(look, location);
    if (place instanceof Rejection) return place;
    return {
      events: [happened(container(id), { type: 'ContainerCreated', data: { container: id, description, location } })],
      answer: { container: id, location },
    };
  },
});

const oneOfTwo = (): Rejection =>
  rejection('invalid-request', 'Give either lot or inner (another container).', { kind: 'invalid' });

export const putIntoContainer = decider<ChangeContent>({
  name: 'put-into-container',
  streams: (command) => [container(command.container)],
  decide: ({ container: id, lot, inner }, look, { at }) => {
    if ((lot === undefined) === (inner === undefined)) return oneOfTwo();
    if (!look(container(id)).exists) return unknown('container', id);
    const events = lot !== undefined ? lotInto(look, id, lot, at) : containerInto(look, id, inner as string);
    return events instanceof Rejection ? events : { events, answer: { container: id, lot, inner } };
  },
});

function lotInto(look: Look, id: string, lotId: string, at: string): readonly Occurrence[] | Rejection {
  const { location } = look(container(id));
  const journal = new LotJournal(look, at);
  const lot = journal.lot(lotId);
  if (lot.status === 'unknown') return unusable(lotId, lot, at) as Rejection;
  if (lot.container)
    return rejection(
      'already-in-container',
      `Lot ${lotId} is in container ${lot.container.container}. Take it out there first.`,
      { facts: { lot: lotId, container: lot.container.container } },
    );
  if (!isMoreThan(freeAt(lot, location), '0')) {
    return rejection(
      'not-at-container',
      `Nothing of lot ${lotId} is free at ${location}, where container ${id} stands. Move one to the other first.`,
      { facts: { lot: lotId, location } },
    );
  }
  journal.record({
    type: 'LotPutIntoContainer',
    data: {
      lot: lotId,
      item: lot.item,
      quantity: { value: freeAt(lot, location), unit: lot.unit },
      container: id,
      location,
    },
  });
  return [happened(container(id), { type: 'LotPutIn', data: { container: id, lot: lotId } }), ...journal.occurrences];
}

function containerInto(look: Look, id: string, inner: string): readonly Occurrence[] | Rejection {
  const there = look(container(inner));
  if (!there.exists) return unknown('container', inner);
  if (there.outer !== undefined)
    return rejection(
      'already-in-container',
      `Container ${inner} is in container ${there.outer}. Take it out there first.`,
      { facts: { inner, container: there.outer } },
    );
  const outer = look(container(id));
  if (there.location !== outer.location) {
    return rejection(
      'not-at-container',
      `Container ${inner} stands at ${there.location}, container ${id} at ${outer.location}. Move one to the other first.`,
      { facts: { inner, location: outer.location } },
    );
  }
  for (let around: string | undefined = id; around !== undefined; around = look(container(around)).outer) {
    if (around === inner)
      return rejection('container-inside-itself', `Container ${id} is inside ${inner}.`, {
        facts: { container: id, inner },
      });
  }
  return [
    happened(container(id), { type: 'ContainerPutIn', data: { container: id, inner } }),
    happened(container(inner), { type: 'ContainerNested', data: { container: inner, outer: id } }),
  ];
}

export const takeOutOfContainer = decider<ChangeContent>({
  name: 'take-out-of-container',
  streams: (command) => [container(command.container)],
  decide: ({ container: id, lot: lotId, inner }, look, { at }) => {
    if ((lotId === undefined) === (inner === undefined)) return oneOfTwo();
    const { exists, lots, inner: nested, location } = look(container(id));
    if (!exists) return unknown('container', id);
    const answer = { container: id, lot: lotId, inner };
    const notIn = rejection('not-in-container', `${lotId ?? inner} is not in container ${id}.`, {
      facts: { ...answer, lots: [...lots], containers: [...nested] },
    });
    if (lotId === undefined) {
      if (inner === undefined || !nested.has(inner)) return notIn;
      look(container(inner));
      const events = [
        happened(container(id), { type: 'ContainerTakenOut', data: { container: id, inner } }),
        happened(container(inner), { type: 'ContainerUnnested', data: { container: inner, outer: id } }),
      ];
      return { events, answer };
    }
    if (!lots.has(lotId)) return notIn;
    const journal = new LotJournal(look, at);
    const lot = journal.lot(lotId);
    journal.record({
      type: 'LotTakenOutOfContainer',
      data: { lot: lotId, item: lot.item, quantity: { value: freeAt(lot, location), unit: lot.unit }, container: id },
    });
    return {
      events: [
        happened(container(id), { type: 'LotTakenOut', data: { container: id, lot: lotId } }),
        ...journal.occurrences,
      ],
      answer,
    };
  },
});

/** The container and all inside it, outermost first. */
function nestOf(look: Look, id: string): string[] {
  return [id, ...[...look(container(id)).inner].flatMap((inner) => nestOf(look, inner))];
}

export const moveContainer = decider<MoveContainer>({
  name: 'move-container',
  streams: (command) => [container(command.container)],
  decide: ({ container: id, to }, look, { at, id: movement }) => {
    const { exists, outer, location: from } = look(container(id));
    if (!exists) return unknown('container', id);
    if (outer !== undefined)
      return rejection('inside-container', `Container ${id} is inside ${outer}. Take it out, or move ${outer}.`, {
        legal: ['take', 'move the outer container'],
        facts: { container: id, outer },
      });
    const place = placeFor(look, to);
    if (place instanceof Rejection) return place;
    if (from === to)
      return rejection('already-there', `Container ${id} stands at ${to} already.`, {
        facts: { container: id, location: to },
      });
    const nest = nestOf(look, id);
    const journal = new LotJournal(look, at);
    for (const one of nest) {
      for (const lotId of look(container(one)).lots) {
        const lot = journal.lot(lotId);
        const refused = unusable(lotId, lot, at);
        if (refused && refused.code === 'lot-on-hold') return refused;
        const quantity = { value: freeAt(lot, from), unit: lot.unit };
        journal.record({
          type: 'LotMoved',
          data: {
            lot: lotId,
            item: lot.item,
            quantity,
            from,
            to,
            quarantine: place.kind === 'quarantine' || undefined,
            movement: `${movement}-${lotId}`,
            container: one,
          },
        });
      }
    }
    const moves = nest.map((one) =>
      happened(container(one), { type: 'ContainerMoved', data: { container: one, from, to } }),
    );
    return {
      events: [...moves, ...journal.occurrences],
      answer: {
        container: id,
        location: to,
        lots: [...new Set(nest.flatMap((one) => [...look(container(one)).lots]))],
      },
    };
  },
});
