"""SQLAlchemy Core and ORM, SQLModel."""

from assetize.analyzer.effects.catalogue.row import Maker, Row, at, fact, maybe, maybe_fact

_TABLE = "sqlalchemy.Table"
CORE = (
    Row(
        "sqlalchemy.insert",
        "append",
        "table",
        (
            "import sqlalchemy as sa\nusers = sa.Table('users', metadata, schema='shop')\nsa.insert(users)",
            "shop.users",
        ),
        functions=(
            "sqlalchemy.insert",
            "sqlalchemy.dialects.postgresql.insert",
            "sqlalchemy.dialects.sqlite.insert",
            "sqlalchemy.dialects.mysql.insert",
            "sqlmodel.insert",
        ),
        identity=(at("table", position=0),),
        reading="table",
    ),
    Row(
        "sqlalchemy.update",
        "update",
        "table",
        (
            "import sqlalchemy as sa\nusers = sa.Table('users', metadata)\nsa.update(users).values(a=1)",
            "users",
        ),
        functions=("sqlalchemy.update", "sqlmodel.update"),
        identity=(at("table", position=0),),
        reading="table",
    ),
    Row(
        "sqlalchemy.delete",
        "delete",
        "table",
        ("import sqlalchemy as sa\nusers = sa.Table('users', metadata)\nsa.delete(users)", "users"),
        functions=("sqlalchemy.delete", "sqlmodel.delete"),
        identity=(at("table", position=0),),
        reading="table",
    ),
    Row(
        "sqlalchemy.select",
        "read",
        "table",
        ("import sqlalchemy as sa\nusers = sa.Table('raw_users', metadata)\nsa.select(users)", "raw_users"),
        functions=("sqlalchemy.select", "sqlmodel.select"),
        identity=(at("entities", position=0),),
        reading="table",
    ),
    Row(
        "sqlalchemy.Table.insert",
        "append",
        "table",
        (
            "import sqlalchemy as sa\nusers = sa.Table('users', metadata, schema='shop')\nusers.insert()",
            "shop.users",
        ),
        methods=("insert",),
        receivers=("sqlalchemy:Table",),
        identity=(maybe_fact("schema"), fact("table")),
    ),
    Row(
        "sqlalchemy.Table.update",
        "update",
        "table",
        ("import sqlalchemy as sa\nusers = sa.Table('users', metadata)\nusers.update()", "users"),
        methods=("update",),
        receivers=("sqlalchemy:Table",),
        identity=(maybe_fact("schema"), fact("table")),
    ),
    Row(
        "sqlalchemy.Table.delete",
        "delete",
        "table",
        ("import sqlalchemy as sa\nusers = sa.Table('users', metadata)\nusers.delete()", "users"),
        methods=("delete",),
        receivers=("sqlalchemy:Table",),
        identity=(maybe_fact("schema"), fact("table")),
    ),
    Row(
        "sqlalchemy.Table.select",
        "read",
        "table",
        ("import sqlalchemy as sa\nusers = sa.Table('raw_users', metadata)\nusers.select()", "raw_users"),
        methods=("select",),
        receivers=("sqlalchemy:Table",),
        identity=(maybe_fact("schema"), fact("table")),
    ),
    Row(
        "sqlalchemy.Table.create",
        "create",
        "table",
        ("import sqlalchemy as sa\nusers = sa.Table('users', metadata)\nusers.create(engine)", "users"),
        methods=("create",),
        receivers=("sqlalchemy:Table",),
        identity=(maybe_fact("schema"), fact("table")),
    ),
    Row(
        "sqlalchemy.Table.drop",
        "drop",
        "table",
        ("import sqlalchemy as sa\nusers = sa.Table('users', metadata)\nusers.drop(engine)", "users"),
        methods=("drop",),
        receivers=("sqlalchemy:Table",),
        identity=(maybe_fact("schema"), fact("table")),
    ),
)

_SESSION = ("sqlalchemy:Session", "sqlalchemy:AsyncSession", "sqlalchemy:scoped_session", "sqlmodel:Session")
_ORM = (
    "from sqlalchemy.orm import DeclarativeBase, Session\n"
    "class Base(DeclarativeBase): pass\n"
    "class User(Base):\n    __tablename__ = 'users'\n"
)
ORM = (
    Row(
        "orm.add",
        "append",
        "table",
        (_ORM + "Session(engine).add(User())", "users"),
        methods=("add", "merge", "add_all", "bulk_save_objects"),
        receivers=_SESSION,
        identity=(at("instance", "instances", "objects", position=0),),
        reading="table",
        loose="likely",
        needs=(("argument", "model"),),
    ),
    Row(
        "orm.bulk_insert_mappings",
        "append",
        "table",
        (_ORM + "Session(engine).bulk_insert_mappings(User, rows)", "users"),
        methods=("bulk_insert_mappings",),
        receivers=_SESSION,
        identity=(at("mapper", position=0),),
        reading="table",
        loose="likely",
    ),
    Row(
        "orm.bulk_update_mappings",
        "update",
        "table",
        (_ORM + "Session(engine).bulk_update_mappings(User, rows)", "users"),
        methods=("bulk_update_mappings",),
        receivers=_SESSION,
        identity=(at("mapper", position=0),),
        reading="table",
        loose="likely",
    ),
    Row(
        "orm.query",
        "read",
        "table",
        (_ORM + "Session(engine).query(User).all()", "users"),
        methods=("query", "get"),
        receivers=_SESSION,
        identity=(at("entities", position=0),),
        reading="table",
        loose="likely",
        needs=(("argument", "model"),),
    ),
    Row(
        "orm.query.update",
        "update",
        "table",
        (_ORM + "Session(engine).query(User).filter(x).update({})", "users"),
        methods=("update",),
        receivers=("sqlalchemy:Query",),
        identity=(fact("table"),),
    ),
    Row(
        "orm.query.delete",
        "delete",
        "table",
        (_ORM + "Session(engine).query(User).filter(x).delete()", "users"),
        methods=("delete",),
        receivers=("sqlalchemy:Query",),
        identity=(fact("table"),),
    ),
    Row(
        "orm.delete",
        "delete",
        "table",
        (_ORM + "Session(engine).delete(User(id=1))", "users"),
        methods=("delete",),
        receivers=_SESSION,
        identity=(at("instance", position=0),),
        reading="table",
        loose="likely",
        needs=(("argument", "model"),),
    ),
)

ROWS: tuple[Row, ...] = (*CORE, *ORM)
MAKERS: tuple[Maker, ...] = (
    Maker(_TABLE, functions=(_TABLE,), facts=(at("table", "name", position=0), maybe("schema"))),
    Maker(
        "sqlalchemy.Query",
        methods=("query",),
        receivers=_SESSION,
        facts=(at("table", "entities", position=0),),
        is_loose=True,
    ),
    Maker(
        "sqlalchemy.Query", methods=("filter", "filter_by", "where", "join"), receivers=("sqlalchemy:Query",)
    ),
    Maker("sqlalchemy.Statement", functions=("sqlalchemy.select", "sqlalchemy.insert", "sqlalchemy.update")),
    Maker("sqlalchemy.Statement", functions=("sqlalchemy.delete", "sqlalchemy.dialects.postgresql.insert")),
    Maker(
        "sqlalchemy.Statement",
        methods=("insert", "update", "delete", "select"),
        receivers=("sqlalchemy:Table",),
    ),
    Maker(
        "sqlalchemy.Statement",
        methods=(
            "values",
            "where",
            "returning",
            "on_conflict_do_update",
            "on_conflict_do_nothing",
            "order_by",
            "limit",
        ),
        receivers=("sqlalchemy:Statement",),
    ),
    Maker(
        "sqlalchemy.Engine",
        functions=("sqlalchemy.create_engine", "sqlmodel.create_engine"),
        facts=(maybe("location", "url", position=0),),
    ),
    Maker("sqlalchemy.Connection", methods=("connect", "begin"), receivers=("sqlalchemy:Engine",)),
    Maker("sqlalchemy.Session", functions=("sqlalchemy.orm.Session", "sqlmodel.Session")),
    Maker(
        "sqlalchemy.Sessionmaker", functions=("sqlalchemy.orm.sessionmaker", "sqlalchemy.orm.scoped_session")
    ),
)
