import { publishedClasses } from '../catalog.js';
import { eventPage } from './event-page.js';

describe('the page of the events', () => {
  const page = eventPage();
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);

  it('has an entry for each event, with a link to its schema and an example', () => {
    for (const type of publishedClasses.keys()) {
      const [entry] = page.split(`<section id="${type}">`)[1].split('</section>');
      expect(entry).toContain(`href="/api/schemas/${type}.json"`);
      expect(entry).toContain(`&quot;type&quot;: &quot;${type}&quot;`);
    }
  });

  it('leads nowhere but to what there is', () => {
    const fragments = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(fragments.filter((id) => !ids.includes(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('needs no script and nothing from elsewhere', () => {
    expect(page).not.toMatch(/<script|https?:|\bsrc=|@import/);
  });
});
