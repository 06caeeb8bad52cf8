"""Classes of config: fields, defaults, unions, literals, validation, and how they are printed."""

import enum
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Union

import pydantic
from engine import current

dg = current()
INSTANCE = dg.DagsterInstance.ephemeral()  # one for all cases: Dagster needs a while to make it


class Color(enum.Enum):
    RED = "r"
    BLUE = "b"


class Cat(dg.Config):
    kind: Literal["cat"] = "cat"
    meows: int = 2


class Dog(dg.Config):
    kind: Literal["dog", "hound"]
    barks: float


class Owner(dg.Config):
    pet: Cat | Dog = pydantic.Field(..., discriminator="kind")
    n: int = 4


def seen(annotation, config=None, **settings):
    """What an op with this annotation is given."""

    @dg.op
    def reader(config: annotation):
        return config

    @dg.job
    def a_job():
        reader()

    given = None if config is None else {"ops": {"reader": {"config": config}}}
    return a_job.execute_in_process(instance=INSTANCE, run_config=given, **settings).output_for_node("reader")


def failure(call):
    """The class of the error."""
    try:
        return call()
    except Exception as error:
        return type(error).__name__


def messages(call):
    """The messages of the errors in config."""
    try:
        return call()
    except dg.DagsterInvalidConfigError as error:
        return [e.message for e in error.errors]


def one_field(annotation, **settings):
    return pydantic.create_model("Made", __base__=dg.Config, it=(annotation, settings.get("default", ...)))


def case_each_kind_of_union():
    return [
        seen(Owner, {"pet": {"cat": {"meows": 3}}}),
        seen(Owner, {"pet": {"dog": {"barks": 1.5}}}).pet.kind,
        seen(Owner, {"pet": {"hound": {"barks": 1.5}}}).pet.kind,
        seen(Owner, {"pet": {"cat": {}}}).pet,
    ]


def case_wrong_unions():
    return [
        failure(lambda: seen(Owner, {"pet": {"fish": {}}})),
        failure(lambda: seen(Owner, {"pet": {"cat": {"meows": 1}, "dog": {"barks": 1.0}}})),
        failure(lambda: seen(Owner, {"pet": {}})),
        failure(lambda: seen(Owner, {"pet": 4})),
        failure(lambda: seen(Owner, {})),
        failure(lambda: seen(Owner)),
    ]


def case_union_with_default():
    class Keeper(dg.Config):
        pet: Cat | Dog = pydantic.Field(default=Cat(), discriminator="kind")

    return (
        seen(Keeper),
        seen(Keeper, {"pet": {"dog": {"barks": 2.0}}}),
        failure(lambda: seen(Keeper, {"pet": None})),
    )


def case_union_with_default_factory():
    class Keeper(dg.Config):
        pet: Cat | Dog = pydantic.Field(default_factory=Cat, discriminator="kind")

    fields = Keeper.to_fields_dict()
    return seen(Keeper), fields["pet"].is_required, fields["pet"].default_value


def case_union_that_is_none():
    class Keeper(dg.Config):
        pet: Cat | Dog = pydantic.Field(default=None, discriminator="kind")

    return seen(Keeper), Keeper.to_fields_dict()["pet"].default_provided


def case_nested_unions():
    class House(dg.Config):
        inside: Owner
        many: list[Owner] = []

    return seen(House, {"inside": {"pet": {"cat": {"meows": 9}}}, "many": [{"pet": {"dog": {"barks": 3.0}}}]})


def case_unions_in_run_config():
    @dg.op
    def reader(config: Owner):
        return config.pet.kind, config.n

    @dg.job
    def a_job():
        reader()

    def kind(pet):
        return a_job.execute_in_process(
            instance=INSTANCE, run_config=dg.RunConfig(ops={"reader": Owner(pet=pet)})
        ).output_for_node("reader")

    return (
        kind(Cat(meows=8)),
        kind(Dog(kind="hound", barks=1.0)),
        dg.RunConfig(ops={"reader": Owner(pet=Cat())}).to_config_dict(),
    )


def case_union_of_no_discriminator():
    class Odd(dg.Config):
        pet: Cat | Dog

    return failure(lambda: seen(Odd, {"pet": {}}))


def case_literals():
    class Choice(dg.Config):
        word: Literal["a", "b"] = "a"

    return seen(Choice), seen(Choice, {"word": "b"}), failure(lambda: seen(Choice, {"word": "c"}))


def case_enums():
    class Choice(dg.Config):
        color: Color
        other: Color = Color.BLUE
        maybe: Color | None = None
        many: list[Color] = []
        named: dict[str, Color] = {}

    return [
        seen(Choice, {"color": "RED"}),
        seen(
            Choice,
            {"color": "RED", "other": "RED", "maybe": "BLUE", "many": ["RED", "BLUE"], "named": {"x": "RED"}},
        ),
        failure(lambda: seen(Choice, {"color": "r"})),
        failure(lambda: seen(Choice, {"color": "GREEN"})),
        failure(lambda: seen(Choice, {"color": "RED", "many": ["GREEN"]})),
        failure(lambda: seen(Choice, {"color": Color.RED})),
    ]


def case_enum_in_run_config():
    class Choice(dg.Config):
        color: Color = Color.BLUE

    @dg.op
    def reader(config: Choice):
        return config.color

    @dg.job
    def a_job():
        reader()

    settings = dg.RunConfig(ops={"reader": Choice(color=Color.RED)})
    return a_job.execute_in_process(instance=INSTANCE, run_config=settings).output_for_node(
        "reader"
    ), settings.to_config_dict()


def case_collections():
    class Many(dg.Config):
        words: list[str]
        pairs: dict[str, int] = {}
        mapping: Mapping[int, list[Mapping[str, int | None]]] = {}
        flags: list[bool] = []

    return [
        seen(Many, {"words": ["a"]}),
        seen(Many, {"words": [], "pairs": {"a": 1}, "mapping": {5: [{"a": None, "b": 1}]}, "flags": [True]}),
        failure(lambda: seen(Many, {"words": ["a", 3]})),
        failure(lambda: seen(Many, {"words": "a"})),
        failure(lambda: seen(Many, {"words": [], "pairs": {"a": "b"}})),
        failure(lambda: seen(Many, {"words": [], "pairs": {2: 4}})),
        failure(lambda: seen(Many, {"words": [], "mapping": {"x": []}})),
    ]


def case_keys_of_maps():
    return [
        seen(one_field(dict[str, int]), {"it": {"a": 1}}),
        seen(one_field(dict[int, int]), {"it": {2: 1}}),
        seen(one_field(dict[float, int]), {"it": {2.5: 1}}),
        seen(one_field(dict[bool, int]), {"it": {True: 1}}),
    ]


def case_optional():
    class Maybe(dg.Config):
        required_but_nullable: int | None
        word: str | None = None
        given: str | None = "x"
        many: list[int] | None = None

    return [
        seen(Maybe, {"required_but_nullable": None}),
        seen(Maybe, {}),
        seen(Maybe, {"required_but_nullable": 3, "given": None, "many": [1]}),
        failure(lambda: seen(Maybe, {"many": ["a"]})),
    ]


def case_optional_nested():
    class Inner(dg.Config):
        a: str

    class Outer(dg.Config):
        inner: Inner | None = None
        many: list[Inner] | None = None
        named: dict[str, Inner] = {}

    return [
        seen(Outer),
        seen(Outer, {"inner": {"a": "x"}, "many": [{"a": "y"}], "named": {"k": {"a": "z"}}}),
        failure(lambda: seen(Outer, {"inner": {}})),
    ]


def case_nested_defaults():
    class Inner(dg.Config):
        a: int = 1
        b: str = "b"

    class Outer(dg.Config):
        inner: Inner = Inner()
        other: Inner = Inner(a=5)
        made: Inner = pydantic.Field(default_factory=lambda: Inner(b="m"))

    return [
        seen(Outer),
        seen(Outer, {"inner": {"a": 2}}),
        seen(Outer, {"other": {"b": "q"}}),
        seen(Outer, {"made": {"a": 7}}),
        seen(Outer, {"inner": {}}),
    ]


def case_nested_required():
    class Inner(dg.Config):
        a: int = 1

    class Outer(dg.Config):
        inner: Inner

    return seen(Outer, {"inner": {}}), failure(lambda: seen(Outer)), failure(lambda: seen(Outer, {}))


def case_permissive():
    class Loose(dg.PermissiveConfig):
        a: int
        b: str = "b"

    found = seen(Loose, {"a": 1, "z": {"y": [1]}})
    return found.dict(), found.z, failure(lambda: seen(Loose, {"z": 1})), Loose(a=1, q=2).q


def case_validators():
    class Checked(dg.Config):
        a: int = pydantic.Field(gt=3)
        name: str = "x"

        @pydantic.field_validator("name")
        @classmethod
        def not_empty(cls, value):
            if not value:
                raise ValueError("name must not be empty")
            return value.title()

    return [
        seen(Checked, {"a": 4, "name": "ann"}),
        failure(lambda: seen(Checked, {"a": 3})),
        failure(lambda: seen(Checked, {"a": 4, "name": ""})),
        failure(lambda: Checked(a=1)),
    ]


def case_constraints():
    class Checked(dg.Config):
        word: str = pydantic.Field("abc", min_length=2, max_length=4, pattern="^a")
        number: float = pydantic.Field(1.5, ge=1, lt=2)
        many: list[int] = pydantic.Field([1], max_length=2)

    return [seen(Checked)] + [
        failure(lambda given=given: seen(Checked, given))
        for given in ({"word": "a"}, {"word": "bcd"}, {"word": "abcde"}, {"number": 2.0}, {"many": [1, 2, 3]})
    ]


def case_model_validator():
    class Range(dg.Config):
        low: int
        high: int

        @pydantic.model_validator(mode="after")
        def ordered(self):
            if self.low > self.high:
                raise ValueError("low is above high")
            return self

    return seen(Range, {"low": 1, "high": 2}), failure(lambda: seen(Range, {"low": 3, "high": 2}))


def case_aliases():
    class Named(dg.Config):
        schema_: str = pydantic.Field(alias="schema")
        other: int = pydantic.Field(3, alias="OTHER")

    return (
        seen(Named, {"schema": "s"}),
        seen(Named, {"schema": "s", "OTHER": 4}),
        failure(lambda: seen(Named, {"schema_": "s"})),
    )


def case_inheritance():
    class First(dg.Config):
        a: int
        b: str = "b"

    class Second(First):
        b: str = "other"
        c: bool = False

    return seen(Second, {"a": 1}), seen(Second, {"a": 1, "c": True}), list(Second.to_fields_dict())


def case_cached_properties():
    calls = []

    class Sums(dg.Config):
        x: int
        y: int

        @cached_property
        def total(self):
            calls.append(1)
            return self.x + self.y

    made = Sums(x=1, y=2)
    return made.total, made.total, calls


def case_private_attributes():
    class Held(dg.Config):
        x: int
        _y: int = pydantic.PrivateAttr(default=4)

    return seen(Held, {"x": 1})._y, failure(lambda: seen(Held, {"x": 1, "_y": 2}))


def case_assignment():
    class Held(dg.Config):
        x: int

    made = Held(x=1)
    try:
        made.x = 3
    except dg.DagsterInvalidInvocationError as error:
        return "Held" in str(error), "item assignment" in str(error)


def case_equality_and_copies():
    class Held(dg.Config):
        x: int
        many: list[int] = []

    return (
        Held(x=1) == Held(x=1),
        Held(x=1) == Held(x=2),
        Held(x=1).model_copy(update={"x": 5}),
        repr(Held(x=1)),
        str(Held(x=1)),
    )


def case_dumps():
    class Held(dg.Config):
        x: int
        color: Color = Color.RED

    return (
        Held(x=1).model_dump(),
        Held(x=1).dict(),
        Held.model_validate({"x": 3}),
        failure(lambda: Held(x="a")),
        failure(lambda: Held()),
    )


def case_plain_annotations():
    return [
        seen(str, "a"),
        seen(int, 1),
        seen(bool, False),
        seen(dict, {"a": 1}),
        seen(Any, {"a": [1]}),
        seen(list[int], [1]),
        failure(lambda: seen(str, 1)),
        failure(lambda: seen(int)),
        failure(lambda: seen(list[int], ["a"])),
    ]


def case_annotations_that_do_not_fit():
    class Other:
        pass

    class Model(pydantic.BaseModel):
        a: int

    class Bad(dg.Config):
        a: Other

    class Nested(dg.Config):
        inner: Bad

    found = []
    for annotation in (Other, Model, Bad, Nested, tuple[str, str], set[int], Union[int, str]):  # noqa: UP007
        try:
            seen(annotation, {})
        except Exception as error:
            found.append(
                (
                    type(error).__name__,
                    isinstance(error, dg.DagsterInvalidDefinitionError),
                    "'a'" in str(error),
                )
            )
    return found


def case_schema_fields_by_mistake():
    class Wrong(dg.Config):
        a: str = dg.Field(str, description="text")

    try:
        seen(Wrong, {"a": "x"})
    except dg.DagsterInvalidDefinitionError as error:
        return "pydantic.Field" in str(error)


def case_schema_and_annotation():
    class Held(dg.Config):
        x: int

    return failure(lambda: dg.op(config_schema=str)(lambda config: None) and 1), failure(
        lambda: dg.op(config_schema=str)(_reader_of(Held))
    )


def _reader_of(annotation):
    def reader(config: annotation):
        return config

    return reader


def case_descriptions():
    class Described(dg.Config):
        """What it is."""

        a: int = pydantic.Field(description="the a")
        b: str | None = pydantic.Field(default="q", description="the b")
        c: Annotated[int, pydantic.Field(description="the c")] = 4

    fields = Described.to_fields_dict()
    return {
        n: (f.description, f.is_required, f.default_provided and f.default_value) for n, f in fields.items()
    }, (Described.to_config_schema().description)


def case_schema_of_an_op():
    class Held(dg.Config):
        x: int
        y: str | None = None

    @dg.op
    def reader(config: Held):
        return config

    schema = reader.config_schema
    return (
        list(schema.config_type.fields),
        schema.is_required,
        schema.default_provided,
        reader.config_field.is_required,
    )


def case_whole_config_is_optional():
    class Held(dg.Config):
        x: int = 1
        y: str = "y"

    return seen(Held), seen(Held, {}), seen(Held, {"x": 3})


def case_messages():
    class Held(dg.Config):
        x: int
        y: str

    return [
        messages(lambda: seen(Held, {"x": "a", "y": "b"})),
        messages(lambda: seen(Held, {"x": 1, "y": "b", "z": 1})),
        messages(lambda: seen(Held, {"x": 1})),
        messages(lambda: seen(Held, {})),
        messages(lambda: seen(Held, {"x": None, "y": "a"})),
        messages(lambda: seen(Held, 3)),
    ]


def case_several_readers():
    class Held(dg.Config):
        x: int

    class Other(dg.Config):
        z: str = "z"

    @dg.op
    def one(config: Held):
        return config.x

    @dg.op
    def two(context, config: Other, one):
        return one, config.z, context.op_config

    @dg.job
    def a_job():
        two(one())

    settings = dg.RunConfig(ops={"one": Held(x=3), "two": Other(z="q")})
    return a_job.execute_in_process(instance=INSTANCE, run_config=settings).output_for_node(
        "two"
    ), a_job.execute_in_process(run_config={"ops": {"one": {"config": {"x": 4}}}}).output_for_node("two")


def case_run_config_in_ops():
    class Held(dg.Config):
        x: int
        maybe: int | None = None

    settings = dg.RunConfig(
        ops={"a": Held(x=1), "b": {"config": {"x": 2}}, "nested": {"ops": {"c": {"config": {"x": 3}}}}},
        resources={"r": {"config": {"a": 1}}},
        loggers={"console": {"config": {"log_level": "DEBUG"}}},
        execution={"config": {"in_process": {}}},
    )
    return settings.to_config_dict(), dg.RunConfig({}).to_config_dict(), dg.RunConfig() == dg.RunConfig()


def case_direct_calls():
    class Held(dg.Config):
        x: int
        y: str = "y"

    @dg.op
    def plain(config: Held):
        return config

    @dg.op
    def with_context(context, config: Held):
        return config, context.op_config

    @dg.op
    def with_input(a, config: Held):
        return a, config

    return [
        plain(Held(x=1)),
        plain(config={"x": 1}),
        plain(dg.build_op_context(instance=INSTANCE, op_config={"x": 2})),
        with_context(dg.build_op_context(instance=INSTANCE, op_config={"x": 2})),
        with_input(a=3, config={"x": 1, "y": "z"}),
        failure(lambda: plain(dg.build_op_context(instance=INSTANCE, op_config={"y": "z"}))),
        failure(lambda: plain({"y": "z"})),
        failure(lambda: with_context(dg.build_op_context(instance=INSTANCE))),
    ]


def case_environment():
    import os

    class Held(dg.Config):
        word: str
        number: int = 1
        flag: bool = False

    os.environ["CASE_WORD"], os.environ["CASE_NUMBER"] = "hello", "12"
    return [
        seen(Held, {"word": {"env": "CASE_WORD"}, "number": {"env": "CASE_NUMBER"}}),
        failure(lambda: seen(Held, {"word": {"env": "CASE_MISSING"}})),
        failure(lambda: seen(Held, {"word": "x", "number": {"env": "CASE_WORD"}})),
        failure(lambda: seen(Held, {"word": {"env": "CASE_WORD", "other": 1}})),
    ]


def case_environment_in_run_config():
    import os

    class Held(dg.Config):
        word: str
        number: int = 1

    @dg.op
    def reader(config: Held):
        return config.word, config.number

    @dg.job
    def a_job():
        reader()

    os.environ["CASE_WORD"], os.environ["CASE_NUMBER"] = "hello", "12"
    settings = dg.RunConfig(
        ops={"reader": Held(word=dg.EnvVar("CASE_WORD"), number=dg.EnvVar.int("CASE_NUMBER"))}
    )
    return settings.to_config_dict(), a_job.execute_in_process(
        instance=INSTANCE, run_config=settings
    ).output_for_node("reader")


def case_environment_variables():
    import os

    os.environ["CASE_WORD"], os.environ["CASE_NUMBER"] = "hello", "12"
    word, number = dg.EnvVar("CASE_WORD"), dg.EnvVar.int("CASE_NUMBER")
    return [
        word.get_value(),
        dg.EnvVar("CASE_MISSING").get_value(),
        dg.EnvVar("CASE_MISSING").get_value("d"),
        number.get_value(),
        dg.EnvVar.int("CASE_MISSING").get_value(),
        failure(lambda: str(word)),
        failure(lambda: int(number)),
        failure(lambda: str(number)),
        repr(word),
        word == "CASE_WORD",
        failure(lambda: dg.EnvVar.int("CASE_WORD").get_value()),
    ]


def case_context_config():
    class Held(dg.Config):
        x: int = 1

    @dg.op
    def reader(context, config: Held):
        return context.op_config, context.op_execution_context is not None, config

    @dg.job
    def a_job():
        reader()

    return a_job.execute_in_process(instance=INSTANCE).output_for_node("reader")


def case_config_of_a_job():
    class Held(dg.Config):
        x: int

    @dg.op
    def reader(config: Held):
        return config.x

    @dg.job(config=dg.RunConfig(ops={"reader": Held(x=5)}))
    def a_job():
        reader()

    @dg.graph
    def a_graph():
        reader()

    other = a_graph.to_job(config=dg.RunConfig(ops={"reader": Held(x=6)}))
    given = dg.RunConfig(ops={"reader": Held(x=7)})
    return [
        a_job.execute_in_process(instance=INSTANCE).output_for_node("reader"),
        other.execute_in_process(instance=INSTANCE).output_for_node("reader"),
        other.execute_in_process(instance=INSTANCE, run_config=given).output_for_node("reader"),
        a_graph.execute_in_process(instance=INSTANCE, run_config=given).output_for_node("reader"),
    ]


def case_mapping_with_classes():
    class Simple(dg.Config):
        n: int

    class Held(dg.Config):
        x: int

    @dg.op
    def reader(config: Held):
        return config.x

    @dg.config_mapping
    def mapping(value: Simple):
        return {"reader": {"config": {"x": value.n + 1}}}

    @dg.graph(config=mapping)
    def inner():
        return reader()

    @dg.job
    def a_job():
        inner()

    @dg.config_mapping
    def of_job(value: Simple) -> dg.RunConfig:
        return dg.RunConfig(ops={"reader": Held(x=value.n + 1)})

    @dg.job(config=of_job)
    def mapped():
        reader()

    return [
        a_job.execute_in_process(
            instance=INSTANCE, run_config={"ops": {"inner": {"config": {"n": 3}}}}
        ).output_for_node("inner.reader"),
        mapped.execute_in_process(instance=INSTANCE, run_config={"n": 3}).output_for_node("reader"),
        failure(lambda: mapped.execute_in_process(instance=INSTANCE, run_config={"n": "a"})),
        failure(lambda: mapped.execute_in_process(instance=INSTANCE, run_config={"ops": {}})),
        failure(lambda: mapped.execute_in_process(instance=INSTANCE)),
    ]


def case_mapping_with_classes_and_schema():
    class Simple(dg.Config):
        n: int

    def build():
        @dg.config_mapping(config_schema={"n": int})
        def mapping(value: Simple):
            return {}

    return failure(build)


def case_configured_with_classes():
    class Simple(dg.Config):
        n: int

    class Held(dg.Config):
        x: int

    @dg.op
    def reader(config: Held):
        return config.x

    @dg.configured(reader)
    def one_more(config: Simple):
        return Held(x=config.n + 1)

    @dg.configured(reader, config_schema={"m": int})
    def plain(config):
        return {"x": config["m"]}

    @dg.job
    def a_job():
        one_more()
        plain()

    given = {"ops": {"one_more": {"config": {"n": 3}}, "plain": {"config": {"m": 8}}}}
    result = a_job.execute_in_process(instance=INSTANCE, run_config=given)
    return result.output_for_node("one_more"), result.output_for_node("plain"), one_more.name


def case_assets_with_classes():
    class Held(dg.Config):
        x: int
        y: str = "y"

    @dg.asset
    def first(config: Held):
        return config.x

    @dg.multi_asset(outs={"a": dg.AssetOut(), "b": dg.AssetOut()})
    def both(context, config: Held):
        return config.x, config.y

    given = dg.RunConfig(ops={"first": Held(x=1), "both": Held(x=2, y="z")})
    result = dg.materialize([first, both], instance=INSTANCE, run_config=given)
    return [
        result.output_for_node("first"),
        result.output_for_node("both", "a"),
        result.output_for_node("both", "b"),
        failure(lambda: dg.materialize([first], instance=INSTANCE)),
        failure(
            lambda: dg.materialize(
                [first], instance=INSTANCE, run_config={"ops": {"first": {"config": {"x": 1, "q": 2}}}}
            )
        ),
    ]
