global using Anchorage.Grains.Abstractions;
global using Anchorage.Grains.Abstractions.Authorisation;
global using Anchorage.Grains.Abstractions.Errors;
global using Orleans;
