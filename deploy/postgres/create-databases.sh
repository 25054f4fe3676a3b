#!/bin/sh
# Runs once, when the volume is new: a database for each service. Their roles are made by the services themselves.
set -eu
for service in orders tracking quality inventory maintenance; do
  createdb --username "$POSTGRES_USER" "$service"
done
