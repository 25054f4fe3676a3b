/**
 * The checker's own copy of what the services promise each other. It is kept by hand and on purpose: a change of the product
 * that is not meant turns a line red, one that is meant is entered here.
 */
type Data = Readonly<Record<string, unknown>>;
type Published = string | ((data: Data) => string | undefined);

const laborIfRunning = ({ startedAt }: Data): string | undefined =>
  startedAt === undefined ? undefined : 'labor-booked';
function ofThePast({ startsOperation, good, rejected, review, person }: Data): string | undefined {
  if (startsOperation === true || [good, rejected, review].some((count) => Number(count) !== 0))
    return 'operation-reported';
  return person === undefined ? undefined : 'labor-booked';
}

/** Private event to published event, by service. */
export const published: Readonly<Record<string, Readonly<Record<string, Published>>>> = {
  orders: {
    ItemReleased: 'item-released',
    ItemBlocked: 'item-blocked',
    ItemUnblocked: 'item-unblocked',
    WorkCenterReleased: 'work-center-released',
    ProductionOrderCreated: 'production-order-created',
    ProductionOrderReleased: 'production-order-released',
    ProductionOrderPaused: 'production-order-paused',
    ProductionOrderResumed: 'production-order-resumed',
    ProductionOrderCompleted: 'production-order-completed',
    ProductionOrderReopened: 'production-order-reopened',
    ProductionOrderClosed: 'production-order-closed',
    ProductionOrderCancelled: 'production-order-cancelled',
  },
  tracking: {
    OperationStarted: 'operation-started',
    OperationPaused: 'labor-booked',
    OperationFinished: laborIfRunning,
    PiecesReported: 'operation-reported',
    ReportOfPastRecorded: ofThePast,
    OperationDone: 'operation-done',
    UnitMovedIn: 'unit-moved-in',
    UnitFinishedOperation: 'unit-finished-operation',
    MaterialConsumed: 'material-consumed',
    UnitCompleted: 'unit-completed',
    UnitSentToRework: 'unit-sent-to-rework',
    UnitScrapped: 'unit-scrapped',
    HoldPutOnUnit: 'hold-enforced',
    HoldPutOnLot: 'hold-enforced',
    LotCompleted: 'lot-completed',
    MachineStateChanged: 'machine-state-changed',
    RoleGranted: 'access-granted',
    RoleWithdrawn: 'access-withdrawn',
    CredentialRevoked: 'credential-revoked',
    SigningKeyAnnounced: 'signing-key-announced',
  },
  quality: {
    InspectionPlanReleased: 'inspection-plan-released',
    InspectionPlanWithdrawn: 'inspection-plan-withdrawn',
    InspectionPassed: 'inspection-passed',
    InspectionFailed: 'inspection-failed',
    LotJudged: 'lot-judged',
    NonconformanceOpened: 'nonconformance-opened',
    NonconformanceDisposed: 'nonconformance-disposed',
    NonconformanceClosed: 'nonconformance-closed',
    HoldPlaced: 'hold-placed',
    HoldReleased: 'hold-released',
  },
  inventory: {
    MaterialReceived: 'material-received',
    ProductionReceived: 'production-received',
    LotReserved: 'material-reserved',
    ReservationReleased: 'reservation-released',
    LotIssued: 'lot-issued',
    LotReturned: 'lot-returned',
    LotConsumed: 'lot-consumed',
    LotMoved: 'lot-moved',
    LotAdjusted: 'lot-adjusted',
    LotBlocked: 'lot-status-changed',
    LotUnblocked: 'lot-status-changed',
    LotQuarantined: 'lot-status-changed',
    LotReleasedFromQuarantine: 'lot-status-changed',
    LotScrapped: 'lot-status-changed',
    LotShipped: 'lot-shipped',
    HoldEnforced: 'hold-enforced',
    HoldLifted: 'hold-enforced',
    MaterialReservedForOrder: 'material-demand-changed',
    ReservationsTakenBack: 'material-demand-changed',
    MaterialDemandChanged: 'material-demand-changed',
    MaterialIssued: 'material-issued',
    MaterialReturned: 'material-returned',
    ShipmentShipped: 'shipment-shipped',
    RecallOpened: 'recall-opened',
    RecallExtended: 'recall-opened',
  },
  maintenance: {
    AssetRegistered: 'asset-registered',
    AssetWentDown: 'asset-went-down',
    AssetReleased: 'asset-released',
    WorkOrderOpened: 'work-order-opened',
    WorkOrderCompleted: 'work-order-completed',
  },
};

const lotEvents =
  'material-received production-received material-reserved reservation-released lot-issued lot-returned lot-consumed lot-moved lot-adjusted lot-status-changed lot-shipped hold-enforced';

/** Every service decides by itself who may do what. */
const access = 'access-granted access-withdrawn credential-revoked signing-key-announced';

/** What a service keeps of each of the others. */
export const kept: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  orders: {
    tracking: `operation-started operation-reported operation-done unit-moved-in unit-scrapped ${access}`,
    quality:
      'inspection-plan-released inspection-plan-withdrawn inspection-passed inspection-failed nonconformance-disposed hold-placed hold-released',
    inventory: `${lotEvents} material-demand-changed`,
    maintenance: 'asset-went-down asset-released',
  },
  tracking: {
    orders:
      'item-released production-order-released production-order-paused production-order-resumed production-order-completed production-order-reopened production-order-closed production-order-cancelled work-center-released',
    inventory: 'material-issued material-returned material-received production-received lot-shipped recall-opened',
    quality:
      'inspection-passed inspection-failed nonconformance-disposed hold-placed hold-released nonconformance-opened',
    maintenance: 'asset-went-down asset-released',
  },
  quality: {
    orders: 'item-released production-order-released',
    tracking: `unit-moved-in unit-finished-operation unit-scrapped material-consumed lot-completed hold-enforced ${access}`,
    inventory:
      'material-received production-received lot-moved lot-shipped lot-status-changed hold-enforced recall-opened',
  },
  inventory: {
    orders: 'item-released production-order-released production-order-closed production-order-cancelled',
    tracking: `material-consumed unit-completed unit-sent-to-rework unit-scrapped lot-completed ${access}`,
    quality: 'hold-placed hold-released',
  },
  maintenance: {
    orders: 'item-released',
    tracking: `unit-finished-operation machine-state-changed ${access}`,
  },
};

/** The published type of a private event, if others may know of it. */
export function publishedType(service: string, type: string, data: Data): string | undefined {
  const entry = published[service]?.[type];
  const name = typeof entry === 'function' ? entry(data) : entry;
  return name === undefined ? undefined : `millwright.${service}.${name}.v1`;
}

export const keptTypes = (listener: string, source: string): ReadonlySet<string> =>
  new Set((kept[listener]?.[source] ?? '').split(' ').map((name) => `millwright.${source}.${name}.v1`));

export const sourcesOf = (listener: string): readonly string[] => Object.keys(kept[listener] ?? {});
