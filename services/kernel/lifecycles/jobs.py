"""The life of a job, named as in Oban."""

from kernel.lifecycles.moves import Lifecycle

jobs = Lifecycle(
    "job",
    {
        "available": ("executing",),
        "executing": ("completed", "retryable", "discarded", "executing"),
        "retryable": ("executing",),
        "completed": (),
        "discarded": (),
    },
)
