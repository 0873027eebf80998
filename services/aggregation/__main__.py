"""Run the service: `python -m services.aggregation`."""

from services.aggregation.app import create_app
from services.aggregation.settings import AggregationSettings
from services.kit.run import run

if __name__ == "__main__":
    settings = AggregationSettings()
    run(create_app(settings), settings)
