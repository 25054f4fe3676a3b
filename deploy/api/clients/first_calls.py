"""A command, two questions and a refusal with the generated client."""

import importlib
import os
import pkgutil
import uuid

import openapi_client
from openapi_client.exceptions import NotFoundException

for module in pkgutil.walk_packages(openapi_client.__path__, "openapi_client."):
    importlib.import_module(module.name)

client = openapi_client.ApiClient(openapi_client.Configuration(host=os.environ["PLANT_URL"]))
client.set_default_header("Authorization", os.environ["PLANT_BEARER"])
items = openapi_client.OrdersItemsApi(client)

item = openapi_client.DefineItem(
    item="PYTHON-1", revision="A", description="Made by a client", unit="C62", tracking="lot"
)
defined = items.orders_item_define_with_http_info(item, idempotency_key=str(uuid.uuid4()))
assert defined.status_code == 201, defined
assert any(one.item == "PYTHON-1" for one in items.orders_item_list(limit=100).items)
assert openapi_client.OrdersEventsApi(client).orders_events_events(limit=10).items
try:
    items.orders_item_one("NOT-THERE")
    raise AssertionError("what is not there was answered")
except NotFoundException as refused:
    assert refused.data.code, refused
