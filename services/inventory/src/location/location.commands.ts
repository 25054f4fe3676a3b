import { IdField, OneOfField, PageQuery, SortField, TextField } from '@millwright/platform';
import { locationKinds, type LocationKind } from './location.events.js';

export class DefineLocation {
  @IdField('Number of the location', { example: 'MAIN' }) location: string;
  @TextField('What it is', { example: 'Main store' }) description: string;
  @OneOfField(
    locationKinds,
    'Stock in quarantine is not available; shipped and scrap hold no stock: goods get there by shipping and scrapping',
    { example: 'store' },
  )
  kind: LocationKind;
}

export class LocationReasonBody {
  @TextField('Why, in words of the plant; never about a person', { said: true }) reason: string;
}
export type ChangeLocation = LocationReasonBody & { readonly location: string };

export class LocationQuery extends PageQuery {
  @SortField(['location', 'kind']) sort?: string;
  @OneOfField(locationKinds, 'Only those', { optional: true }) kind?: LocationKind;
  @OneOfField(['open', 'closed'], 'Only those', { optional: true }) status?: string;
}
