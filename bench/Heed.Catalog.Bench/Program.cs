using Heed.CatalogBench;

return CatalogCommand.Run(args);
