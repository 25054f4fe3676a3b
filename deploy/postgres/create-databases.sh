#!/bin/sh
# Runs once, when the volume is new: a database for each service, and a role that may connect to that one and no other. The
# roles get their passwords, and what they may do in there, from the migrations.
set -eu
for service in orders tracking quality inventory maintenance; do
  createdb --username "$POSTGRES_USER" "$service"
  psql --username "$POSTGRES_USER" --dbname "$service" --set ON_ERROR_STOP=1 --quiet <<SQL
create role millwright_$service;
revoke all on database $service from public;
grant connect on database $service to millwright_$service;
SQL
done
for other in postgres template1 "$POSTGRES_USER"; do
  psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 --quiet \
    --command "revoke all on database \"$other\" from public"
done
