import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { frameHead, type FrameKind, FORMAT, type BackupEnd, type BackupHeader } from './backup-format.js';

/** The file is not a backup, was made by a newer Millwright, or was damaged. */
export class BackupProblem extends Error {}

export interface Frame {
  readonly kind: FrameKind;
  readonly data: Buffer;
}

const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));

/** Writes frames as they come; the end is added, with the digest of all before it. */
export async function writeBackupFile(
  file: string,
  frames: AsyncIterable<Frame>,
  rows: () => BackupEnd['rows'],
): Promise<void> {
  async function* bytes(): AsyncIterable<Buffer> {
    const hash = createHash('sha256');
    for await (const { kind, data } of frames) {
      const head = frameHead(kind, data.length);
      hash.update(head).update(data);
      yield head;
      yield data;
    }
    const end = json({ rows: rows(), sha256: hash.digest('hex') } satisfies BackupEnd);
    yield frameHead('E', end.length);
    yield end;
  }
  // The fast level: what it saves beyond that is little, and it is what limits the speed.
  await pipeline(bytes, createGzip({ level: 1 }), createWriteStream(file, { flags: 'wx' }));
}

export const jsonFrame = (kind: FrameKind, value: object): Frame => ({ kind, data: json(value) });

/** The frames of a backup but the end, which is checked: whoever has come to it has read all, as it was written. */
export async function* readBackupFile(file: string): AsyncIterable<Frame> {
  const hash = createHash('sha256');
  let isFirst = true;
  try {
    for await (const frame of framesIn(createReadStream(file).pipe(createGunzip()))) {
      if (isFirst) checkHeader(frame, file);
      isFirst = false;
      if (frame.kind === 'E') return checkEnd(frame, hash, file);
      hash.update(frameHead(frame.kind, frame.data.length)).update(frame.data);
      yield frame;
    }
  } catch (error) {
    throw explained(error, file);
  }
  throw new BackupProblem(`${file} is not complete: its end is missing.`);
}

function explained(error: unknown, file: string): unknown {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new BackupProblem(`There is no file ${file}.`);
  if (code === 'Z_BUF_ERROR') return new BackupProblem(`${file} is not complete: its end is missing.`);
  if (code.startsWith('Z_')) return new BackupProblem(`${file} is damaged, or no backup of Millwright (${message}).`);
  return error;
}

async function* framesIn(stream: AsyncIterable<Buffer>): AsyncIterable<Frame> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const length = rest.length < 5 ? Infinity : rest.readUInt32BE(1);
      if (rest.length < 5 + length) break;
      yield { kind: rest.toString('latin1', 0, 1) as FrameKind, data: rest.subarray(5, 5 + length) };
      rest = rest.subarray(5 + length);
    }
  }
}

function checkHeader({ kind, data }: Frame, file: string): void {
  const header = kind === 'H' ? (JSON.parse(data.toString()) as BackupHeader) : undefined;
  if (header?.format === undefined) throw new BackupProblem(`${file} is no backup of Millwright.`);
  if (header.format > FORMAT)
    throw new BackupProblem(`${file} was made by a newer Millwright (${header.millwright}); restore it with that one.`);
}

function checkEnd({ data }: Frame, hash: Hash, file: string): void {
  const { sha256 } = JSON.parse(data.toString()) as BackupEnd;
  if (sha256 !== hash.digest('hex')) throw new BackupProblem(`${file} is damaged: its checksum does not fit.`);
}
