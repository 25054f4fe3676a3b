import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes.mjs';

export const pauseImage = 'millwright-cluster/pause:1';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** An archive as `docker save` writes it, of an image with one program in it. */
export function makePauseImage(directory, program) {
  const at = join(directory, 'pause');
  mkdirSync(join(at, 'root'), { recursive: true });
  cpSync(program, join(at, 'root/pause'));
  run('tar', ['-C', join(at, 'root'), '-cf', join(at, 'layer.tar'), 'pause']);
  const config = JSON.stringify({
    architecture: { x64: 'amd64' }[process.arch] ?? process.arch,
    os: 'linux',
    config: { Entrypoint: ['/pause'] },
    rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(readFileSync(join(at, 'layer.tar')))}`] },
    history: [{ created_by: 'pause' }],
  });
  const name = `${sha256(config)}.json`;
  writeFileSync(join(at, name), config);
  const manifest = [{ Config: name, RepoTags: [pauseImage], Layers: ['layer.tar'] }];
  writeFileSync(join(at, 'manifest.json'), JSON.stringify(manifest));
  const archive = join(directory, 'pause.tar');
  run('tar', ['-C', at, '-cf', archive, 'manifest.json', name, 'layer.tar']);
  return archive;
}
