import java.util.UUID;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.Configuration;
import org.openapitools.client.api.OrdersEventsApi;
import org.openapitools.client.api.OrdersItemsApi;
import org.openapitools.client.model.DefineItem;

/** A command, two questions and a refusal with the generated client. */
public class FirstCalls {
  public static void main(String[] args) throws ApiException {
    ApiClient client = Configuration.getDefaultApiClient();
    client.setBasePath(System.getenv("PLANT_URL"));
    client.addDefaultHeader("Authorization", System.getenv("PLANT_BEARER"));
    OrdersItemsApi items = new OrdersItemsApi(client);
    DefineItem item = new DefineItem()
        .item("JAVA-1").revision("A").description("Made by a client").unit("C62").tracking(DefineItem.TrackingEnum.LOT);
    String key = UUID.randomUUID().toString();
    var defined = items.ordersItemDefine(item).idempotencyKey(key).executeWithHttpInfo();
    check(defined.getStatusCode() == 201, "the item is defined");
    var list = items.ordersItemList().limit(100).execute();
    check(list.getItems().stream().anyMatch(one -> "JAVA-1".equals(one.getItem())), "the item is in the list");
    var events = new OrdersEventsApi(client).ordersEventsEvents().limit(10).execute();
    check(!events.getItems().isEmpty(), "there are events");
    try {
      items.ordersItemOne("NOT-THERE").execute();
      check(false, "what is not there is refused");
    } catch (ApiException refused) {
      check(refused.getCode() == 404 && refused.getResponseBody().contains("\"code\""), "what is not there is a problem");
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) throw new IllegalStateException("not true: " + what);
  }
}
