package org.elbo.notebook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Set;
import org.elbo.plot.Animation;

/**
 * The page of a Java kernel, reached by reflection. All kernels of the family have a class with
 * static methods {@code display(Object, String...)}, which returns an id, and {@code
 * updateDisplay(String, Object)}.
 */
final class KernelScreen implements Screen {
    private static final String OURS = "org.elbo.kernel.";
    private static final String BASE = "org.dflib.jjava.jupyter.kernel.BaseKernel";

    /** A class with the statics, and a static method that returns the running kernel or null. */
    private record Family(String statics, String owner, String instance, String kernelPrefix) {}

    private static final Family[] FAMILIES = {
        new Family(OURS + "Display", BASE, "notebookKernel", OURS),
        new Family(
                "org.dflib.jjava.jupyter.kernel.BaseNotebookStatics", BASE, "notebookKernel", ""),
        new Family(
                "io.github.spencerpark.ijava.runtime.Display",
                "io.github.spencerpark.ijava.IJava",
                "getKernelInstance",
                "")
    };

    private final Method display;
    private final Method displayAs;
    private final Method update;
    private final boolean knowsOurs;

    /**
     * A kernel's page.
     *
     * @param statics the class with the static methods
     * @param knowsOurs whether the kernel itself gives a {@link Table} and an {@link Animation} all
     *     their forms
     */
    KernelScreen(Class<?> statics, boolean knowsOurs) throws NoSuchMethodException {
        this.knowsOurs = knowsOurs;
        display = statics.getMethod("display", Object.class);
        displayAs = statics.getMethod("display", Object.class, String[].class);
        update = statics.getMethod("updateDisplay", String.class, Object.class);
    }

    /** The running kernel's page, or null. */
    static Screen find() {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        loaders.add(KernelScreen.class.getClassLoader());
        loaders.add(ClassLoader.getSystemClassLoader());
        if (Thread.currentThread().getContextClassLoader() != null) {
            loaders.add(Thread.currentThread().getContextClassLoader());
        }
        for (ClassLoader loader : loaders) {
            for (Family family : FAMILIES) {
                Screen screen = find(family, loader);
                if (screen != null) {
                    return screen;
                }
            }
        }
        return null;
    }

    private static Screen find(Family family, ClassLoader loader) {
        try {
            Class<?> owner = Class.forName(family.owner, true, loader);
            Object kernel = owner.getMethod(family.instance).invoke(null);
            boolean running =
                    kernel != null && kernel.getClass().getName().startsWith(family.kernelPrefix);
            return running ? of(family, loader) : null;
        } catch (ReflectiveOperationException | LinkageError absent) {
            return null;
        }
    }

    private static Screen of(Family family, ClassLoader loader)
            throws ReflectiveOperationException {
        Class<?> statics = Class.forName(family.statics, true, loader);
        return new KernelScreen(statics, family.kernelPrefix.equals(OURS));
    }

    @Override
    public void show(Table table) {
        if (knowsOurs) {
            show(table, null);
        } else {
            Screen.super.show(table);
        }
    }

    @Override
    public void show(Animation animation) {
        if (knowsOurs) {
            show(animation, null);
        } else {
            Screen.super.show(animation);
        }
    }

    @Override
    public String show(Object value, String mime) {
        return mime == null
                ? (String) call(display, value)
                : (String) call(displayAs, value, new String[] {mime});
    }

    @Override
    public void update(String id, Object value) {
        call(update, id, value);
    }

    @Override
    public boolean rich() {
        return true;
    }

    private static Object call(Method method, Object... arguments) {
        try {
            return method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "The kernel could not show this: " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("The kernel does not let us show this: " + e, e);
        }
    }
}
