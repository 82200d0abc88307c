# Three images from one build: amaters-node, amaters-worker, and the command lines of clients and auditors.
#   docker build --target node .      (worker, tools)
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY . .
# Locked restore: exactly the packages that the lock files name.
ENV CI=true
RUN for program in ledger/Amaters.Ledger.Node ledger/Amaters.Ledger.Cli prover/Amaters.Prover.Worker verifier/Amaters.Verifier.Cli; do \
      dotnet publish "$program" -c Release --nologo -v quiet -o "/out/$(basename "$program")" || exit 1; \
    done

FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS base
# New volumes take their owner from these folders: /founding is what a trial is founded with, /data one node's ledger.
RUN mkdir /founding /data && chown "$APP_UID" /founding /data
USER $APP_UID
WORKDIR /data

FROM base AS node
COPY --from=build /out/Amaters.Ledger.Node /opt/amaters
EXPOSE 7410 7411 7412
ENTRYPOINT ["/opt/amaters/amaters-node"]

FROM base AS worker
COPY --from=build /out/Amaters.Prover.Worker /opt/amaters
ENTRYPOINT ["/opt/amaters/amaters-worker"]

FROM base AS tools
COPY --from=build /out/Amaters.Ledger.Cli /opt/amaters
COPY --from=build /out/Amaters.Verifier.Cli /opt/amaters-verify
ENV PATH="/opt/amaters:/opt/amaters-verify:$PATH"
ENTRYPOINT ["/opt/amaters/amaters"]
