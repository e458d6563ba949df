package jcompose.composer.load;

import java.util.List;
import jcompose.composer.model.Service;

/**
 * A service on its own, before it is checked against the others.
 *
 * @param service its record, without dependencies
 * @param dependencies the services that it names
 */
record Draft(Service service, List<Dependency> dependencies) {}
