import { clientOf, readMessages, type TopicPlaces } from './topics.js';

const AT_A_TIME = 500;

/** Puts every record of every topic there once more, as it is. Returns how many. */
export async function deliverEverythingAgain(places: TopicPlaces): Promise<number> {
  const messages = await readMessages(places);
  const producer = clientOf(places.broker).producer({ maxInFlightRequests: 1, allowAutoTopicCreation: false });
  await producer.connect();
  let count = 0;
  try {
    for (const [service, found] of messages)
      for (let from = 0; from < found.length; from += AT_A_TIME) {
        const again = found
          .slice(from, from + AT_A_TIME)
          .filter(({ message }) => message.headers?.ce_poison === undefined);
        count += again.length;
        await producer.send({
          topic: `${places.topicPrefix}.${service}`,
          acks: -1,
          messages: again.map(({ partition, message: { key, value, headers } }) => ({
            partition,
            key,
            value,
            headers,
          })),
        });
      }
    return count;
  } finally {
    await producer.disconnect();
  }
}
