"""Reading the JSON that our own doors take, strictly."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

Body = TypeVar("Body", bound=BaseModel)


async def read_body(request: Request, model: type[Body]) -> Body | Response:
    """The body as the model has it, or the 422 that says what is wrong with it."""
    try:
        return model.model_validate_json(await request.body())
    except ValidationError as error:
        problems = [f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}" for item in error.errors()]
        return JSONResponse({"error": "; ".join(problems)}, 422)
