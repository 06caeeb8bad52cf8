"""Document and key-value stores: MongoDB, Redis, Elasticsearch, DynamoDB, Google Sheets, Airtable."""

from assetize.analyzer.effects.catalogue.row import Maker, Row, at, fact, maybe_fact

_MONGO = ("pymongo:Collection", "motor:Collection", "mongoengine")
_M = "import pymongo\ndb = pymongo.MongoClient().shop\n"


def _collection(idiom: str, verb: str, methods: tuple[str, ...], code: str, is_loose: bool = True) -> Row:
    return Row(
        idiom,
        verb,  # type: ignore[arg-type]
        "collection",
        (_M + code, "shop.users"),
        methods=methods,
        receivers=_MONGO,
        identity=(maybe_fact("database"), fact("collection")),
        reading="collection",
        loose="likely" if is_loose else None,
    )


MONGO = (
    _collection(
        "mongo.insert", "append", ("insert_one", "insert_many", "bulk_write"), "db.users.insert_one({'a': 1})"
    ),
    _collection(
        "mongo.update",
        "update",
        ("update_one", "update_many", "replace_one", "find_one_and_update", "find_one_and_replace"),
        "db['users'].update_one({}, {})",
    ),
    _collection(
        "mongo.delete",
        "delete",
        ("delete_one", "delete_many", "find_one_and_delete"),
        "db.get_collection('users').delete_many({})",
    ),
    _collection("mongo.find", "read", ("find_one", "count_documents"), "db.users.find_one({})"),
    _collection("mongo.scan", "read", ("find", "aggregate", "distinct"), "db.users.find({})", is_loose=False),
    _collection("mongo.drop", "drop", ("drop",), "db.users.drop()", is_loose=False),
    Row(
        "mongo.rename",
        "create",
        "collection",
        (_M + "db.users_new.rename('users', dropTarget=True)", "shop.users"),
        methods=("rename",),
        receivers=_MONGO,
        identity=(maybe_fact("database"), at("new_name", position=0)),
    ),
    Row(
        "mongo.rename:source",
        "drop",
        "collection",
        (_M + "db.users_new.rename('users', dropTarget=True)", "shop.users_new"),
        methods=("rename",),
        receivers=_MONGO,
        identity=(maybe_fact("database"), fact("collection")),
    ),
    Row(
        "mongo.drop_collection",
        "drop",
        "collection",
        (_M + "db.drop_collection('users')", "users"),
        methods=("drop_collection",),
        receivers=("pymongo:Database", "motor:Database"),
        identity=(at("name_or_collection", position=0),),
        loose="likely",
    ),
)

_REDIS = ("redis", "aioredis")
REDIS = (
    Row(
        "redis.set",
        "create",
        "collection",
        ("import redis\nredis.Redis().set('users', b'x')", "users"),
        methods=("set", "setex", "mset", "hset", "hmset"),
        receivers=_REDIS,
        identity=(at("name", position=0),),
    ),
    Row(
        "redis.push",
        "append",
        "collection",
        ("import redis\nredis.Redis().rpush('users', 1)", "users"),
        methods=("rpush", "lpush", "sadd", "zadd", "append"),
        receivers=_REDIS,
        identity=(at("name", "key", position=0),),
    ),
    Row(
        "redis.get",
        "read",
        "collection",
        ("import redis\nredis.Redis().get('users')", "users"),
        methods=("get", "mget", "hget", "hgetall", "lrange", "smembers"),
        receivers=_REDIS,
        identity=(at("name", "key", position=0),),
    ),
    Row(
        "redis.delete",
        "drop",
        "collection",
        ("import redis\nredis.Redis().delete('users')", "users"),
        methods=("delete", "unlink"),
        receivers=_REDIS,
        identity=(at("names", position=0),),
    ),
    Row(
        "redis.publish",
        "send",
        "message",
        ("import redis\nredis.Redis().publish('users', 'x')", "users"),
        methods=("publish", "xadd"),
        receivers=_REDIS,
        identity=(at("channel", "name", position=0),),
    ),
)

_ELASTIC = ("elasticsearch", "opensearchpy")
_E = "from elasticsearch import Elasticsearch\nclient = Elasticsearch()\n"
ELASTIC = (
    Row(
        "elasticsearch.index",
        "append",
        "collection",
        (_E + "client.index(index='users', document={})", "users"),
        methods=("index", "create", "bulk"),
        receivers=_ELASTIC,
        identity=(at("index", position=0),),
    ),
    Row(
        "elasticsearch.bulk",
        "append",
        "collection",
        (_E + "from elasticsearch.helpers import bulk\nbulk(client, actions, index='users')", "users"),
        functions=tuple(
            f"{module}.helpers.{name}"
            for module in _ELASTIC
            for name in ("bulk", "streaming_bulk", "parallel_bulk")
        ),
        identity=(at("index"),),
    ),
    Row(
        "elasticsearch.update",
        "update",
        "collection",
        (_E + "client.update_by_query(index='users')", "users"),
        methods=("update", "update_by_query"),
        receivers=_ELASTIC,
        identity=(at("index", position=0),),
    ),
    Row(
        "elasticsearch.delete",
        "delete",
        "collection",
        (_E + "client.delete_by_query(index='users', query={})", "users"),
        methods=("delete", "delete_by_query"),
        receivers=_ELASTIC,
        identity=(at("index", position=0),),
    ),
    Row(
        "elasticsearch.search",
        "read",
        "collection",
        (_E + "client.search(index='users', query={})", "users"),
        methods=("search", "count"),
        receivers=_ELASTIC,
        identity=(at("index", position=0),),
    ),
)

_DYNAMO = "import boto3\ntable = boto3.resource('dynamodb').Table('users')\n"
DYNAMO = (
    Row(
        "dynamodb.put_item",
        "append",
        "collection",
        (_DYNAMO + "table.put_item(Item={})", "users"),
        methods=("put_item", "batch_writer"),
        receivers=("boto3:Table",),
        identity=(fact("table"),),
    ),
    Row(
        "dynamodb.update_item",
        "update",
        "collection",
        (_DYNAMO + "table.update_item(Key={})", "users"),
        methods=("update_item",),
        receivers=("boto3:Table",),
        identity=(fact("table"),),
    ),
    Row(
        "dynamodb.delete_item",
        "delete",
        "collection",
        (_DYNAMO + "table.delete_item(Key={})", "users"),
        methods=("delete_item",),
        receivers=("boto3:Table",),
        identity=(fact("table"),),
    ),
    Row(
        "dynamodb.read",
        "read",
        "collection",
        (_DYNAMO + "table.get_item(Key={})", "users"),
        methods=("get_item", "query", "scan"),
        receivers=("boto3:Table",),
        identity=(fact("table"),),
    ),
    Row(
        "dynamodb.client.put_item",
        "append",
        "collection",
        ("import boto3\nboto3.client('dynamodb').put_item(TableName='users', Item={})", "users"),
        methods=("put_item",),
        receivers=("boto3:Client",),
        identity=(at("TableName"),),
        loose="likely",
    ),
)

_SHEETS = "import gspread\nsheet = gspread.service_account().open('Shop').worksheet('Users')\n"
SHEETS = (
    Row(
        "gspread.update",
        "create",
        "table",
        (_SHEETS + "sheet.update([[1]])", "Shop.Users"),
        methods=("update", "update_cells", "batch_update"),
        receivers=("gspread:Worksheet",),
        identity=(fact("workbook"), maybe_fact("sheet")),
    ),
    Row(
        "gspread.append",
        "append",
        "table",
        (_SHEETS + "sheet.append_rows([[1]])", "Shop.Users"),
        methods=("append_row", "append_rows", "insert_rows"),
        receivers=("gspread:Worksheet",),
        identity=(fact("workbook"), maybe_fact("sheet")),
    ),
    Row(
        "gspread.read",
        "read",
        "table",
        (_SHEETS + "sheet.get_all_records()", "Shop.Users"),
        methods=("get_all_records", "get_all_values", "get_values"),
        receivers=("gspread:Worksheet",),
        identity=(fact("workbook"), maybe_fact("sheet")),
    ),
    Row(
        "airtable.write",
        "append",
        "table",
        ("import pyairtable\npyairtable.Api(key).table('shop', 'Users').batch_create([])", "shop.Users"),
        methods=("create", "batch_create", "batch_upsert"),
        receivers=("pyairtable:Table",),
        identity=(fact("base"), fact("table")),
    ),
    Row(
        "airtable.update",
        "update",
        "table",
        ("import pyairtable\npyairtable.Api(key).table('shop', 'Users').batch_update([])", "shop.Users"),
        methods=("update", "batch_update"),
        receivers=("pyairtable:Table",),
        identity=(fact("base"), fact("table")),
    ),
    Row(
        "airtable.read",
        "read",
        "table",
        ("import pyairtable\npyairtable.Api(key).table('shop', 'Users').all()", "shop.Users"),
        methods=("all", "first", "iterate"),
        receivers=("pyairtable:Table",),
        identity=(fact("base"), fact("table")),
    ),
)

ROWS: tuple[Row, ...] = (*MONGO, *REDIS, *ELASTIC, *DYNAMO, *SHEETS)
_CLIENTS = ("pymongo:MongoClient", "motor:AsyncIOMotorClient")
_DATABASES = ("pymongo:Database", "motor:Database")
MAKERS: tuple[Maker, ...] = (
    Maker("pymongo.MongoClient", functions=("pymongo.MongoClient", "motor.motor_asyncio.AsyncIOMotorClient")),
    Maker(
        "pymongo.Database",
        methods=("get_database",),
        items=True,
        any_attribute=True,
        receivers=_CLIENTS,
        facts=(at("database", "name", position=0),),
    ),
    Maker(
        "pymongo.Collection",
        methods=("get_collection", "create_collection"),
        items=True,
        any_attribute=True,
        receivers=_DATABASES,
        facts=(at("collection", "name", position=0),),
    ),
    Maker("redis.Redis", functions=("redis.Redis.from_url", "redis.from_url", "redis.StrictRedis")),
    Maker(
        "boto3.Table",
        methods=("Table",),
        receivers=("boto3:Resource",),
        facts=(at("table", "name", position=0),),
    ),
    Maker("gspread.Client", functions=("gspread.service_account", "gspread.authorize", "gspread.oauth")),
    Maker(
        "gspread.Spreadsheet",
        methods=("open", "open_by_key", "open_by_url"),
        receivers=("gspread:Client",),
        facts=(at("workbook", "title", "key", position=0),),
    ),
    Maker(
        "gspread.Worksheet",
        methods=("worksheet", "add_worksheet"),
        receivers=("gspread:Spreadsheet",),
        facts=(at("sheet", "title", position=0),),
    ),
    Maker("gspread.Worksheet", attributes=("sheet1",), receivers=("gspread:Spreadsheet",)),
    Maker(
        "pyairtable.Table",
        methods=("table",),
        receivers=("pyairtable",),
        facts=(at("base", "base_id", position=0), at("table", "table_name", position=1)),
    ),
    Maker(
        "pyairtable.Table",
        functions=("pyairtable.Table",),
        facts=(at("base", "base_id", position=1), at("table", "table_name", position=2)),
    ),
)
